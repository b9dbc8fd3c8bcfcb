// Asks without reloading: sends the form as it is and moves the new turn over from the page that comes back.
const form = document.querySelector("#ask");
const conversation = document.querySelector("#conversation");
const status = document.querySelector("#status");
const NEAR_THE_END = 100;
const PAUSE_MS = 1000;
let asking = false;
let announcing = 0;

form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "rated") return;
  event.preventDefault();
  if (event.submitter?.name === "question") field().value = event.submitter.value;
  ask();
});

form.addEventListener("keydown", (event) => {
  if (event.target !== field() || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  ask();
});

form.addEventListener("input", count);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    status.textContent = form.dataset.copied;
  } catch {
    status.textContent = form.dataset.notCopied;
  }
});

function field() {
  return document.querySelector("#question");
}

async function ask() {
  if (asking) return;
  asking = true;
  clearTimeout(announcing);
  status.textContent = form.dataset.searching;
  status.classList.add("busy");
  try {
    show(await answered());
  } catch {
    // Whatever the script could not do, the form can; without a connection the browser says so.
    form.submit();
  } finally {
    asking = false;
    status.classList.remove("busy");
  }
}

async function answered() {
  const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function show(page) {
  if (!page.getElementById("carried")) {
    status.textContent = `${page.querySelector("h1").textContent}. ${page.querySelector(".lead").textContent}`;
    field().focus();
    return;
  }
  // The script moves the focus itself, so that the browser does not have to.
  page.getElementById("question").autofocus = false;
  for (const id of ["carried", "field"]) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  document.title = page.title;
  status.textContent = "";
  ready();
  if (document.querySelector("#error")) {
    field().focus();
    return;
  }
  document.querySelector("#examples").hidden = true;
  form.querySelector(".actions").replaceWith(page.querySelector("#ask .actions"));
  append(page.querySelector("#senaste"));
}

function append(turn) {
  document.querySelector("#senaste")?.removeAttribute("id");
  const heading = turn.querySelector("h2");
  heading.id = `answer-${conversation.children.length + 1}`;
  turn.setAttribute("aria-labelledby", heading.id);
  conversation.append(turn);
  offerCopying();
  heading.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "start" });
}

function ready() {
  // The key that sends is the script's doing; without it the key makes a new line.
  field().enterKeyHint = "send";
  count();
}

function count() {
  const used = [...field().value].length;
  const most = Number(field().dataset.most);
  const left = most - used;
  const words = used === 0 ? form.dataset.most : left < 0
    ? form.dataset.over.replace("{over}", number(-left))
    : form.dataset.left.replace("{left}", number(left)).replace("{most}", number(most));
  document.querySelector("#count").textContent = words;
  clearTimeout(announcing);
  if (left < NEAR_THE_END) announcing = setTimeout(() => (status.textContent = words), PAUSE_MS);
}

function number(value) {
  return value.toLocaleString(document.documentElement.lang);
}

function offerCopying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

ready();
offerCopying();
