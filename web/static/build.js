// Follows a build: fetches the page again and moves its progress over, until the build has ended.
const PAUSE_MS = 1000;
const told = document.querySelector("#told");
let lastTold = "";

async function look() {
  try {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const progress = page.querySelector("#progress");
      if (!progress) {
        location.reload();
        return;
      }
      document.querySelector("#going-title").textContent = page.querySelector("#going-title").textContent;
      document.querySelector("#progress").replaceWith(progress);
      tell(progress);
    }
  } catch {
    // The service may be away for a while; the build goes on without it.
  }
  setTimeout(look, PAUSE_MS);
}

// A screen reader hears a new step and each quarter of it, not every document.
function tell(progress) {
  const bar = progress.querySelector("progress");
  const words = progress.querySelector("#step").textContent;
  const key = `${words.split(":")[0]} ${Math.floor(Math.max(bar.position, 0) * 4)}`;
  if (key !== lastTold) told.textContent = words;
  lastTold = key;
}

setTimeout(look, PAUSE_MS);
