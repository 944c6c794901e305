// Ticks of steps are kept on this device. Where nothing can be kept, the address still holds them.
(() => {
  const form = document.getElementById("ticks");
  const kept = (box) => {
    try {
      const ticks = new Set(JSON.parse(localStorage.have || "[]"));
      if (!box) return [...ticks];
      ticks[box.checked ? "add" : "delete"](box.value);
      localStorage.have = JSON.stringify([...ticks]);
    } catch {
      return [];
    }
  };
  document.addEventListener("change", ({ target }) => target.closest("#ticks") && kept(target));

  // An address without any starts from those of this page and of others.
  if (!form || /\bhave=/.test(location.search)) return;
  const all = new FormData(form);
  const more = kept().filter((slug) => form.dataset.leans.split(" ").includes(slug) && !all.getAll("have").includes(slug));
  for (const slug of more) all.append("have", slug);
  if (more.length) location.replace(`?${new URLSearchParams(all)}`);
})();
