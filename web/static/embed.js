// A button in the corner that opens the chat in a frame. docs/embedding.md describes the five attributes.
(() => {
  const LANGUAGES = {
    sv: { path: "/widget", label: "Fråga om jämställdhet", close: "Stäng", title: "Jämställdhetsboten", open: "Öppna i en ny flik", home: "/" },
    en: { path: "/widget/en", label: "Ask about gender equality", close: "Close", title: "Jämställdhetsboten", open: "Open in a new tab", home: "/en" },
    fi: { path: "/widget/fi", label: "Kysy tasa-arvosta", close: "Sulje", title: "Jämställdhetsboten", open: "Avaa uudessa välilehdessä", home: "/fi" },
    ar: { path: "/widget/ar", label: "اسأل عن المساواة", close: "إغلاق", title: "Jämställdhetsboten", open: "فتح في علامة تبويب جديدة", home: "/ar" },
  };
  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; font: 600 1rem/1.3 system-ui, sans-serif; }
    [hidden] { display: none !important; }
    button { position: fixed; z-index: 2147483647; bottom: 1rem; min-height: 3rem; max-width: calc(100vw - 2rem); padding: 0.6rem 1.2rem; border: 1px solid transparent; border-radius: 1.5rem; background: #17536b; color: #fff; cursor: pointer; box-shadow: 0 2px 8px rgb(0 0 0 / 0.3); }
    button:focus-visible, a:focus-visible { outline: 3px solid currentColor; outline-offset: -6px; }
    div { position: fixed; z-index: 2147483646; bottom: 5rem; display: flex; flex-direction: column; width: min(26rem, calc(100vw - 2rem)); height: min(42rem, calc(100vh - 6rem)); overflow: hidden; border: 1px solid #66757f; border-radius: 0.75rem; background: #fff; box-shadow: 0 6px 24px rgb(0 0 0 / 0.3); }
    @supports (height: 1dvh) { div { height: min(42rem, calc(100dvh - 6rem)); } }
    @media (max-height: 26rem) { button { bottom: 0.25rem; min-height: 2.25rem; padding-block: 0.25rem; } div { bottom: 2.75rem; height: calc(100vh - 3rem); } }
    .left { left: 1rem; } .right { right: 1rem; }
    iframe { flex: 1; width: 100%; border: 0; }
    a { padding: 0.5rem 1rem; color: #17536b; font-weight: 400; }`;
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const given = script.dataset;
  const words = LANGUAGES[given.language] ?? LANGUAGES.sv;
  const side = given.position === "left" ? "left" : "right";
  const host = document.createElement("jamstalldhetsbot-widget");
  host.lang = given.language in LANGUAGES ? given.language : "sv";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const button = made("button", { type: "button", className: side, textContent: given.label || words.label });
  const panel = made("div", { className: side, hidden: true });
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", given.title || words.title);
  button.setAttribute("aria-expanded", "false");
  root.append(button, panel);
  document.body.append(host);
  if (given.color) colour(given.color);
  let frame = null;

  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  window.addEventListener("message", (event) => {
    if (event.origin !== origin || event.source !== frame?.contentWindow) return;
    if (event.data === "jamstalldhetsbot:close" && !panel.hidden) close();
  });

  function open() {
    if (frame === null) load();
    panel.hidden = false;
    button.textContent = words.close;
    button.setAttribute("aria-expanded", "true");
    frame.focus();
  }

  function close() {
    panel.hidden = true;
    button.textContent = given.label || words.label;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  function load() {
    frame = made("iframe", { title: given.title || words.title, allow: "clipboard-write", referrerPolicy: "no-referrer" });
    // A page that comes back after a question has to be greeted again.
    frame.addEventListener("load", () => frame.contentWindow.postMessage("jamstalldhetsbot:hello", origin));
    frame.src = origin + words.path;
    panel.append(frame, made("a", { href: origin + words.home, target: "_blank", rel: "noopener", textContent: words.open }));
  }

  function colour(value) {
    button.style.setProperty("background", value);
    const [red, green, blue] = getComputedStyle(button).backgroundColor.match(/[\d.]+/g).map((part) => linear(part / 255));
    const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    // Black or white, whichever stands out more; the better of the two always has a contrast of at least 4.5.
    button.style.setProperty("color", luminance > 0.179 ? "#000" : "#fff");
  }

  function linear(part) {
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }

  function made(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }
})();
