// Search over lessons and glossary, in the page itself: the index is loaded when it is wanted.
(() => {
  "use strict";
  const MOST = 12;
  const field = document.getElementById("asked");
  const told = document.getElementById("told");
  const list = document.getElementById("found");
  document.getElementById("plain").hidden = window.isSecureContext;

  let loading = null;
  const load = () =>
    (loading ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = "assets/search-index.js";
      script.onload = () => done(window.searchIndex);
      script.onerror = () => done([]);
      document.head.append(script);
    }));

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Words of a question that say nothing of its matter.
  const SMALL = new Set(
    ("a an and are as at be by can do does for from has have he her him his how i if in is it me " +
      "my of on one or she should so somebody someone that the their them then they this to was " +
      "we what when where which who why will with you your").split(" "),
  );

  // Words by their beginnings, so that "collapses" finds "collapsed".
  function asked() {
    const words = plain(field.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const telling = words.filter((word) => !SMALL.has(word));
    return (telling.length ? telling : words).map((word) =>
      word.length > 5 ? word.replace(/(?:ing|ed|es|s)$/, "") : word,
    );
  }

  // A word in the title counts most, then the beginning of a word in the text.
  function rank(entry, words) {
    const title = plain(entry.title);
    const all = ` ${plain(`${entry.title} ${entry.about}`)} ${plain(entry.words)}`;
    let points = 0;
    for (const word of words) {
      if (title === word) points += 9;
      else if (title.includes(word)) points += 4;
      else if (all.includes(` ${word}`)) points += 1;
      else return 0;
    }
    return points;
  }

  function show(entry) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const about = document.createElement("p");
    link.href = entry.address;
    link.textContent = entry.title;
    about.textContent = entry.about;
    item.append(link, about);
    return item;
  }

  async function search() {
    const words = asked();
    const index = await load();
    if (!words.length) {
      list.replaceChildren();
      told.textContent = "";
      return;
    }
    const found = index
      .map((entry) => [rank(entry, words), entry])
      .filter(([points]) => points)
      .sort(([one], [other]) => other - one)
      .map(([, entry]) => entry);
    list.replaceChildren(...found.slice(0, MOST).map(show));
    const more = found.length > MOST ? `, the first ${MOST} are shown` : "";
    told.textContent = found.length ? `${found.length} found${more}` : "Nothing found.";
  }

  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", search);
  field.form.addEventListener("submit", (event) => event.preventDefault());
})();
