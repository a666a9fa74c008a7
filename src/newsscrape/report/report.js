"use strict";
// Draws the report from its facts. All text of the page goes through text nodes; nothing is parsed as markup.
//
// A row of facts.blocks: text, role, kind, place in the document (-1: dropped), class, against (the strongest other
//   class, "" where the model was not asked), margin and own (hundredths of log-odds of class over against; own: the part from the block itself),
//   [class, thousandths]…, [phrase, hundredths]… of reasons, [rule, class, hundredths]… of votes, name, path above,
//   last step of the path, 1 if overruled + 2 if hidden. Roles, kinds, classes and phrases are numbers of facts.words.
// A row of facts.document: role, text where it is not that of its one block, rows of a table.
// facts.fields: name, value, claims [source, text, won].
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const { page, words: list } = facts;
  const groups = (flat, size) =>
    Array.from({ length: flat.length / size }, (_, i) => flat.slice(i * size, (i + 1) * size));
  const blocks = facts.blocks.map(([text, role, kind, place, name, against, margin, own, chances, reasons, votes,
    element, above, step, flags]) => ({
    text, role: list[role], kind: list[kind], place, class: list[name], against: list[against],
    margin: margin / 100, own: own / 100,
    p: groups(chances, 2).map(([k, p]) => [list[k], p / 1000]),
    reasons: groups(reasons, 2).map(([k, weight]) => [list[k], weight / 100]),
    votes: groups(votes, 3).map(([rule, k, weight]) => [list[rule], list[k], weight / 100]),
    name: list[element], path: `${list[above]}/${step}`, overruled: flags & 1, hidden: flags & 2,
  }));
  for (const b of blocks) b.sure = b.p.find(([name]) => name === b.class)?.[1] ?? 0;
  const $ = (id) => document.getElementById(id);
  const narrow = matchMedia("(max-width: 61.99rem)");
  const LOW = 0.6; // a confidence below is shown as doubtful
  const LEAST = 0.005; // a probability below is not worth a line

  /** An element with attributes and children; strings become text nodes. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const words = (name) => name.replaceAll("_", " ");
  const percent = (p) => (p > 0 && p < 0.01 ? "<1\u00a0%" : p > 0.99 && p < 1 ? ">99\u00a0%" : `${Math.round(p * 100)}\u00a0%`);
  const odds = (margin) => {
    const ratio = Math.exp(Math.min(Math.abs(margin), 20));
    return ratio >= 1000 ? "over 1,000 : 1" : `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)} : 1`;
  };
  const signed = (x) => (x > 0 ? "+" : x < 0 ? "−" : "") + Math.abs(x).toFixed(2);
  const isKept = (b) => b.place >= 0;
  const meter = (p, now) => {
    const inner = make("i");
    inner.style.setProperty("--p", p);
    return make("div", { class: now ? "meter now" : "meter" }, inner);
  };

  // Heading
  $("title").textContent = page.title || "No headline";
  if (/^https?:\/\//i.test(page.url || "")) {
    $("address").append(make("a", { href: page.url, rel: "noopener noreferrer" }, page.url));
  } else {
    $("address").textContent = page.url || "Address not given";
  }
  const keptCount = blocks.filter(isKept).length;
  $("status").textContent = words(page.status);
  $("status").classList.toggle("good", page.isArticle);
  $("numbers").textContent = `${keptCount} of ${blocks.length} blocks kept · confidence ${percent(page.confidence)}`;
  $("evidence").append(...[...page.evidence, ...page.warnings].map((reason) => make("li", { dir: "auto" }, reason)));
  $("made").textContent = page.made;

  // Blocks, and the map of them
  const box = $("blocks");
  const map = $("map");
  const rows = blocks.map((b, i) => {
    const tag = b.kind && b.kind !== "other" ? b.kind : words(b.role);
    const row = make("div", {
      class: isKept(b) ? "block" : "block dropped", role: "option", "data-role": b.role, id: `row-${i}`,
      "aria-selected": "false", tabindex: "-1",
    },
      make("span", { class: "tag" }, tag, isKept(b) ? null : make("span", { class: "unseen" }, ", dropped")),
      make("span", { class: "text", dir: "auto", ...(page.language ? { lang: page.language } : {}) }, b.text),
      make("span", { class: b.sure < LOW ? "sure low" : "sure" }, percent(b.sure)));
    return row;
  });
  box.append(...rows);
  const ends = [];
  blocks.reduce((sum, b) => (ends.push(sum + Math.sqrt(b.text.length)), ends.at(-1)), 0);
  const marker = make("b");
  const share = (i) => (i < 0 ? 0 : ends[i] / ends.at(-1));
  /** Draw the map: neighbours that look alike as one piece, as wide as the roots of their lengths. */
  const draw = () => {
    const pieces = [];
    blocks.forEach((b, i) => {
      const look = `${b.role} ${isKept(b) ? "" : "dropped"} ${rows[i].hidden ? "off" : ""}`;
      if (pieces.at(-1)?.look === look) pieces.at(-1).last = i; else pieces.push({ look, first: i, last: i });
    });
    map.replaceChildren(marker, ...pieces.map(({ look, first, last }) => {
      const piece = make("i", { "data-role": blocks[first].role, class: look.split(" ").slice(1).join(" ").trim() });
      piece.style.flexGrow = 1000 * (share(last) - share(first - 1));
      return piece;
    }));
  };
  const mark = (i) => {
    marker.style.insetInlineStart = `${share(i - 1) * 100}%`;
    marker.style.width = `${(share(i) - share(i - 1)) * 100}%`;
  };

  // Filters
  const off = new Set();
  const roles = facts.roles.map((role) => {
    const count = blocks.filter((b) => b.role === role).length;
    const chip = make("button", { type: "button", class: "chip", "data-role": role, "aria-pressed": "true" },
      words(role), make("span", {}, String(count)));
    chip.addEventListener("click", () => {
      if (off.has(role)) off.delete(role); else off.add(role);
      filter();
    });
    return chip;
  });
  $("roles").append(...roles);
  let shown = blocks.map((_, i) => i);
  let selected = -1;

  const filter = () => {
    const show = document.querySelector("input[name=show]:checked").value;
    const limit = Number($("limit").value) / 100;
    $("limit-shown").textContent = `${Math.round(limit * 100)} %`;
    roles.forEach((chip) => chip.setAttribute("aria-pressed", String(!off.has(chip.dataset.role))));
    shown = [];
    blocks.forEach((b, i) => {
      const fits = !off.has(b.role) && b.sure <= limit && (show === "all" || (show === "kept") === isKept(b));
      rows[i].hidden = !fits;
      if (fits) shown.push(i);
    });
    const all = shown.length === blocks.length;
    $("count").textContent = all ? `${blocks.length} blocks` : `${shown.length} of ${blocks.length} blocks`;
    $("no-match").hidden = shown.length > 0 || blocks.length === 0;
    draw();
    rove();
  };
  /** Keep exactly one block in the tab order: the selected one, else the first shown. */
  const rove = () => {
    const home = shown.includes(selected) ? selected : shown[0];
    rows.forEach((row, i) => row.setAttribute("tabindex", i === home ? "0" : "-1"));
  };
  const reset = () => {
    off.clear();
    $("limit").value = "100";
    document.querySelector("input[name=show][value=all]").checked = true;
    filter();
  };
  $("limit").addEventListener("input", filter);
  $("show").addEventListener("change", filter);
  $("reset").addEventListener("click", reset);

  // Why
  const decision = (b) => {
    const kind = b.kind && b.kind !== "other" ? ` (${b.kind})` : "";
    return make("p", { class: "decision" }, isKept(b) ? "Kept as " : "Dropped as ", make("b", {}, words(b.role)), kind);
  };
  const balance = (b) => {
    const [one, other] = [b.class, b.against];
    if (!other) return "Set apart by its place and shape; the model was not asked.";
    if (b.margin >= 0) return `The model gives ${one} ${percent(b.sure)}: ${odds(b.margin)} over ${other}.`;
    return `The model alone gives ${one} ${percent(b.sure)} and prefers ${other}, ${odds(b.margin)}; ` +
      (b.overruled ? "the page as a whole decided." : "rules decided.");
  };
  const probabilities = (b) => {
    const grid = make("div", { class: "rows probabilities" });
    for (const [k, p] of [...b.p].sort((x, y) => y[1] - x[1])) {
      if (p < LEAST && k !== b.class) continue;
      const now = k === b.class;
      grid.append(make("span", { class: now ? "now" : "" }, k), meter(p, now),
        make("span", { class: now ? "number now" : "number" }, `${(p * 100).toFixed(1)}\u00a0%`));
    }
    return grid;
  };
  const swing = (weight, most) => {
    const inner = make("i");
    inner.style.setProperty("--p", Math.min(Math.abs(weight) / most, 1));
    return make("div", { class: weight < 0 ? "swing against" : "swing" }, inner);
  };
  const reasons = (b) => {
    const rest = b.margin - b.own;
    const told = b.reasons.reduce((sum, [, weight]) => sum + weight, 0);
    const most = Math.max(...b.reasons.map(([, weight]) => Math.abs(weight)), 0.5);
    const grid = make("div", { class: "rows reasons" });
    const line = (text, weight) =>
      grid.append(make("span", {}, text), swing(weight, most), make("span", { class: "number" }, signed(weight)));
    b.reasons.forEach(([phrase, weight]) => line(phrase, weight));
    grid.append(make("div", { class: "rest" }));
    line("everything else of it", b.own - told);
    line("neighbours and the page", rest);
    return grid;
  };
  const votes = (b) => {
    if (!b.votes.length) return make("p", { class: "note" }, "No rule had a say on this block.");
    const grid = make("div", { class: "rows reasons" });
    for (const [rule, name, weight] of b.votes) {
      grid.append(make("span", {}, `${rule}: ${name}`), swing(weight, 0.6),
        make("span", { class: "number" }, signed(weight)));
    }
    return grid;
  };
  const OVERRULED = "Settled by what the page needs as a whole: one headline, one kicker, one lead, no text twice, " +
    "no article without text.";
  const jump = (b) => {
    const button = make("button", { type: "button", class: "link" }, `block ${b.place + 1} of the document`);
    button.addEventListener("click", () => view("document"));
    return make("p", { class: "note" }, "Stands in ", button, ".");
  };
  const model = (b) => b.against ? [
    make("h3", {}, "Probabilities"), probabilities(b),
    make("h3", {}, `What spoke for ${b.class}, not ${b.against}`), reasons(b),
    make("p", { class: "note" }, "Log-odds by the model’s gradient; 0.69 doubles the odds."),
  ] : [];
  const why = (b) => {
    const parts = [
      decision(b), make("p", { class: "excerpt", dir: "auto" }, b.text), make("p", { class: "note" }, balance(b)),
      b.overruled ? make("p", { class: "note" }, OVERRULED) : null,
      ...model(b),
      make("h3", {}, "Votes of rules"), votes(b),
      make("h3", {}, "Where"), make("code", { class: "path" }, b.name), make("code", { class: "path" }, b.path),
      b.hidden ? make("p", { class: "note" }, "Hidden by the page’s markup.") : null, isKept(b) ? jump(b) : null,
    ];
    $("why").replaceChildren(make("div", { "data-role": b.role }, ...parts.filter(Boolean)));
    $("block").scrollTop = 0;
  };

  // Selecting
  const within = (pane, element) => {
    const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (top < 0 || top + element.offsetHeight > pane.clientHeight) pane.scrollTop += top - pane.clientHeight / 3;
  };
  const select = (i, { open = true, focus = true } = {}) => {
    if (selected >= 0) rows[selected].setAttribute("aria-selected", "false");
    selected = i;
    rows[i].setAttribute("aria-selected", "true");
    mark(i);
    rove();
    why(blocks[i]);
    pieces.forEach((piece, k) => piece.classList.toggle("here", k === blocks[i].place));
    const here = pieces.find((piece) => piece.classList.contains("here"));
    if (narrow.matches) {
      if (open) sheet(true);
      if (focus) rows[i].focus({ preventScroll: true });
      if (open || focus) rows[i].scrollIntoView({ block: focus ? "center" : "nearest" });
      if (open) scrollBy(0, rows[i].getBoundingClientRect().top - innerHeight * 0.15);
    } else {
      side("block");
      if (focus) rows[i].focus({ preventScroll: true });
      within(box, rows[i]);
      if (here) within($("article"), here);
    }
  };
  const sheet = (open) => {
    $("block").classList.toggle("open", open);
    document.body.classList.toggle("sheet", open);
  };
  const step = (by) => {
    if (!shown.length) return;
    const at = shown.indexOf(selected);
    const next = at < 0 ? (by > 0 ? shown.find((i) => i > selected) ?? shown.at(-1) : shown[0])
      : shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    select(next);
  };
  box.addEventListener("click", (event) => {
    const row = event.target.closest(".block");
    if (row && !String(getSelection())) select(rows.indexOf(row));
  });
  map.addEventListener("click", (event) => {
    const { left, width } = map.getBoundingClientRect();
    const i = blocks.findIndex((_, k) => share(k) >= (event.clientX - left) / width);
    if (i >= 0 && !rows[i].hidden) { view("page"); select(i); }
  });
  $("close").addEventListener("click", () => { sheet(false); if (selected >= 0) rows[selected].focus(); });

  // Keys
  const MOVES = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inList = box.contains(event.target);
    const isLetter = event.key === "j" || event.key === "k";
    if (event.key in MOVES && (inList || (isLetter && event.target.type !== "radio"))) {
      event.preventDefault();
      step(MOVES[event.key]);
    } else if (event.key === "Escape") {
      sheet(false);
      if (selected >= 0 && !rows[selected].hidden) rows[selected].focus();
    } else if (inList && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      select(rows.indexOf(event.target.closest(".block") ?? rows[selected]));
      $("block").focus();
    }
  });

  // Views
  const press = (selector, key, value) => {
    document.body.dataset[key] = value;
    document.querySelectorAll(`${selector} button`).forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset[key] === value));
    });
  };
  const side = (name) => press(".sides", "side", name);
  const view = (name) => {
    press(".views", "view", name);
    sheet(false);
    const here = pieces.find((piece) => piece.classList.contains("here"));
    if (name === "document" && here) {
      if (narrow.matches) here.scrollIntoView({ block: "center" }); else within($("article"), here);
    }
  };
  document.querySelectorAll(".sides button").forEach((b) => b.addEventListener("click", () => side(b.dataset.side)));
  document.querySelectorAll(".views button").forEach((b) => b.addEventListener("click", () => view(b.dataset.view)));

  // Metadata
  const field = ({ name, value, claims }) => make("div", { class: "field" },
    make("h3", {}, words(name)),
    make("p", { class: value === null ? "note" : "value", dir: "auto" }, value ?? "no value in the document"),
    make("ul", { class: "claims" }, ...claims.map(([source, text, won]) =>
      make("li", { class: won ? "won" : "" },
        make("span", { class: "tick", ...(won ? { "aria-label": "winner" } : {}) }, won ? "✓" : ""),
        make("span", {}, source), make("span", { class: "what", dir: "auto" }, text))),
    value !== null && !claims.some(([, , won]) => won)
      ? make("li", { class: "won" }, make("span", { class: "tick" }, "✓"), make("span", {}, "text"),
        make("span", { class: "what" }, "read from the page’s visible text"))
      : null));
  $("metadata").append(...(facts.fields.length ? facts.fields.map(field)
    : [make("p", { class: "empty" }, "The page states nothing about itself.")]));

  // Document
  const table = (rows) => make("table", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell)))));
  const TAGS = { headline: "div", subheading: "div", quote: "blockquote", code: "pre", list_item: "div" };
  const pieces = facts.document.map(([number, told, cells], k) => {
    const role = list[number];
    const from = blocks.findIndex((b) => b.place === k);
    const text = told ?? blocks[from]?.text ?? "";
    const element = cells ? table(cells) : make(TAGS[role] ?? "p", { dir: "auto" }, text);
    element.classList.add(role);
    element.dataset.role = role;
    if (role === "headline") { element.setAttribute("role", "heading"); element.setAttribute("aria-level", "3"); }
    element.addEventListener("click", () => {
      if (from < 0 || String(getSelection())) return;
      if (rows[from].hidden) reset();
      view("page");
      select(from);
    });
    return element;
  });
  $("article").append(...(pieces.length ? pieces
    : [make("p", { class: "empty" }, "No text was kept: see the outcome above.")]));

  filter();
  if (!blocks.length) {
    box.replaceWith(make("p", { class: "empty" }, "This page has no visible text."));
    $("why").append(make("p", { class: "empty" }, "No block to explain."));
  } else {
    const head = blocks.findIndex((b) => b.role === "headline");
    const first = head >= 0 ? head : Math.max(blocks.findIndex(isKept), 0);
    select(first, { open: false, focus: false });
  }
})();
