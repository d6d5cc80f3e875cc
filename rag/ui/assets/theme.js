// Dark or light, before anything is drawn: what was chosen here, else what the system prefers.
(function () {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("fn-theme"); } catch { return null; } };
  const show = () => root.classList.toggle("dark", (chosen() ?? (system.matches ? "dark" : "light")) === "dark");
  show();
  system.addEventListener("change", show);
  addEventListener("fn-theme", () => {
    try { localStorage.setItem("fn-theme", root.classList.contains("dark") ? "light" : "dark"); } catch { /* kept nowhere */ }
    if (chosen()) show(); else root.classList.toggle("dark");
  });
})();
