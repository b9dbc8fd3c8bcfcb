// Sends each chosen or dropped file by itself, with its progress. Without this the form sends them all at once.

const form = document.querySelector("#upload");
const chosen = document.querySelector("#files");
const list = document.querySelector("#uploads");
const status = document.querySelector("#upload-status");
const button = form.querySelector("button");

const label = document.createElement("p");
label.className = "drop";
label.textContent = "Du kan också dra filerna hit.";
chosen.after(label);

const line = (file) => {
  const item = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = file.name;
  const progress = document.createElement("progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", `Laddar upp ${file.name}`);
  const told = document.createElement("span");
  item.append(name, progress, told);
  list.append(item);
  return { item, progress, told };
};

const send = (file, shown) => new Promise((resolve) => {
  const data = new FormData(form);
  data.delete("files");
  data.append("files", file, file.name);
  const call = new XMLHttpRequest();
  call.open("POST", form.action);
  call.setRequestHeader("Accept", "application/json");
  call.responseType = "json";
  call.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    shown.progress.value = event.loaded / event.total;
    shown.told.textContent = event.loaded < event.total ? `${Math.round((100 * event.loaded) / event.total)} %` : "Boten läser filen …";
    if (event.loaded === event.total) shown.progress.removeAttribute("value");
  });
  call.addEventListener("loadend", () => resolve(call.status === 200 ? call.response : null));
  call.send(data);
});

const finish = (shown, answer) => {
  shown.progress.remove();
  const [taken] = answer?.taken ?? [];
  if (taken) {
    const link = document.createElement("a");
    link.href = taken.address;
    link.textContent = `Granska ”${taken.title}”`;
    shown.told.replaceChildren("Uppladdad. ", link);
    return true;
  }
  shown.item.className = "refused";
  shown.told.textContent = answer?.refused?.[0]?.reason ?? "Uppladdningen avbröts. Läs om sidan och försök igen.";
  return false;
};

const showList = async () => {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["#documents", "#amount"]) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part).replaceWith(fresh);
  }
};

const sendAll = async (files) => {
  const most = Number(form.dataset.megabytes) * 1024 * 1024;
  button.disabled = true;
  list.hidden = false;
  status.textContent = `Laddar upp ${files.length} filer.`;
  let done = 0;
  for (const [file, shown] of files.map((file) => [file, line(file)])) {
    const tooLarge = { refused: [{ reason: `Filen är större än ${form.dataset.megabytes} MB.` }] };
    done += finish(shown, file.size > most ? tooLarge : await send(file, shown));
  }
  form.reset();
  if (done) await showList();
  button.disabled = false;
  status.textContent = `${done} av ${files.length} filer är uppladdade.`;
};

form.addEventListener("submit", (event) => {
  if (!chosen.files.length) return;
  event.preventDefault();
  sendAll([...chosen.files]);
});

for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
}
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) form.classList.remove("over");
});
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (event.dataTransfer.files.length && !button.disabled) sendAll([...event.dataTransfer.files]);
});
