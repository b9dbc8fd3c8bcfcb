// Says whether an answer helped without reloading: the page that comes back carries the conversation on.
const form = document.querySelector("#ask");

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name !== "rated") return;
  event.preventDefault();
  const rating = button.closest(".rating");
  const data = new FormData(form);
  data.append("rated", button.value);
  rating.disabled = true;
  send(data).then(() => thank(rating), () => submit(button));
});

async function send(data) {
  const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.getElementById("carried").replaceWith(page.getElementById("carried"));
}

function thank(rating) {
  const thanks = document.createElement("p");
  Object.assign(thanks, { className: "rating", tabIndex: -1, textContent: form.dataset.thanks });
  rating.replaceWith(thanks);
  // The button that had the focus is gone; with the focus here a screen reader reads the thanks, once.
  thanks.focus({ preventScroll: true });
}

// Whatever the script could not do, the form can.
function submit(button) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "rated", value: button.value });
  form.append(field);
  form.action = button.formAction;
  form.submit();
}
