// Leaves for a neutral page without a way back to this one: by the link, or by Esc three times.
const PRESSES = 3;
const WITHIN_MS = 2000;
const leave = document.querySelector("#leave");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;
let pressed = [];

// Whoever leaves one tab leaves every other tab of the service as well.
tabs?.addEventListener("message", () => {
  document.documentElement.hidden = true;
  if (window.top === window) location.replace(leave.href);
});

function go() {
  document.documentElement.hidden = true;
  tabs?.postMessage("leave");
  // In a frame it is the site around it that has to go.
  window.top.location.replace(leave.href);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#leave, [data-leave]")) {
    event.preventDefault();
    go();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    pressed = [];
    return;
  }
  if (event.repeat) return;
  const now = performance.now();
  pressed = [...pressed.filter((moment) => now - moment < WITHIN_MS), now];
  if (pressed.length >= PRESSES) go();
});
