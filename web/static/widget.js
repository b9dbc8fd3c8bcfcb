// Tells the site around the frame to close it at Esc: only after that site has said hello, and only where it may.
const form = document.querySelector("#ask");
const allowed = form.dataset.origins.split(" ");
let site = null;

window.addEventListener("message", (event) => {
  if (event.source !== window.parent || !allowed.includes(event.origin)) return;
  if (event.data === "jamstalldhetsbot:hello") site = event.origin;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat || event.isComposing || site === null) return;
  window.parent.postMessage("jamstalldhetsbot:close", site);
});
