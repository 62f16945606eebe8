/* Pages of ChainGraph. Texts from the data reach the page through textContent or the canvas only. */
(function () {
  "use strict";
  var root = document.documentElement;
  var lang = root.lang === "en" ? "en" : "zh";
  var onLanguage = [];

  function remembered() {
    try { return window.localStorage.getItem("chaingraph.lang"); } catch (refused) { return null; }
  }
  function remember() {
    try { window.localStorage.setItem("chaingraph.lang", lang); } catch (refused) { /* private window */ }
  }
  /* an element carries the words of the other language; its own are kept when they are first replaced */
  function keepOwn() {
    var own = "data-" + lang, other = lang === "zh" ? "data-en" : "data-zh";
    document.querySelectorAll("[" + other + "]:not([" + own + "])").forEach(function (one) { one.setAttribute(own, one.textContent); });
  }
  function setLanguage(next) {
    keepOwn();
    lang = next;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = document.body.getAttribute("data-title-" + lang);
    document.querySelectorAll("[data-zh]").forEach(function (one) { one.textContent = one.getAttribute("data-" + lang); });
    ["placeholder", "title"].forEach(function (name) {
      document.querySelectorAll("[data-zh-" + name + "]").forEach(function (one) {
        one.setAttribute(name, one.getAttribute("data-" + lang + "-" + name));
      });
    });
    onLanguage.forEach(function (tell) { tell(); });
  }
  (function () {
    var chosen = document.getElementById("measure");
    if (!chosen) { return; }
    var shades = document.getElementById("map").dataset.palette.split(" "), dark = Number(document.getElementById("map").dataset.dark);
    chosen.addEventListener("change", function () {
      document.querySelectorAll("#map g").forEach(function (square) {
        var shade = JSON.parse(square.dataset.shades)[chosen.value], ink = shade >= dark ? "#ffffff" : "#14202b";
        square.querySelector("rect").setAttribute("fill", shades[shade]);
        square.querySelectorAll("text").forEach(function (one) { one.setAttribute("fill", ink); });
        square.querySelector(".value").textContent = JSON.parse(square.dataset.values)[chosen.value];
      });
    });
  }());
  document.getElementById("language").addEventListener("click", function () {
    setLanguage(lang === "zh" ? "en" : "zh");
    remember();
  });

  /* data that was deflated by write.py; told in words where the browser is too old for it */
  function packed(id) {
    if (!window.DecompressionStream) {
      var note = document.createElement("p");
      note.className = "note";
      note.textContent = "浏览器过旧，不能读出本页数据；请用 2023 年以后的 Chrome、Edge、Firefox 或同内核浏览器。 This browser is too old to read the data of this page.";
      document.body.insertBefore(note, document.body.firstChild);
      return new Promise(function () {});
    }
    var bytes = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), function (one) { return one.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new window.DecompressionStream("deflate"))).json();
  }
  window.chaingraphPage = {
    ready: function () { root.dataset.ready = "1"; },
    lang: function () { return lang; },
    onLanguage: function (tell) { onLanguage.push(tell); },
    packed: packed
  };
  var kept = remembered();
  setLanguage(kept === "zh" || kept === "en" ? kept : lang);
  if (document.getElementById("graph")) {
    packed("data").then(chainPage);
  } else if (!document.getElementById("packed")) { root.dataset.ready = "1"; }

  function chainPage(data) {
    /* rows hold what table, search and filters need; the rest of a card is read when one is first opened */
    var cards = new Map(), cardNumber = new Map(), heavy = null, SHOWN = data.rows.length > data.graph.first_sight ? 60 : 150, shownRows = SHOWN;
    data.rows.forEach(function (card, number) { cards.set(card.product, card); cardNumber.set(card.product, number); });
    function full(card) {
      if (!card.full) {
        card.full = true;
        Object.assign(card, heavy[cardNumber.get(card.product)]);
      }
      return card;
    }
    var picked = null, kept = remembered();
    var sort = { key: "rank", down: false };
    var marks = { status: new Set(), action: new Set() };
    var wanted = "", city = "", kind = "", only = null;

    function pair(two) { return two ? two[lang === "zh" ? 0 : 1] : ""; }
    function say(key, values) {
      var told = pair(data.words[key]);
      Object.keys(values || {}).forEach(function (name) { told = told.split("{" + name + "}").join(String(values[name])); });
      return told;
    }
    function nameOf(product) { return pair(data.products[product]) || product; }
    function figure(value, digits) {
      return value === null || value === undefined ? "—" : value.toLocaleString("en-US", { maximumFractionDigits: digits === undefined ? 3 : digits });
    }
    function share(value) { return value === null || value === undefined ? "—" : value.toFixed(3); }
    function make(tag, className, content) {
      var made = document.createElement(tag);
      if (className) { made.className = className; }
      if (content !== undefined && content !== null) { made.textContent = content; }
      return made;
    }
    function put(parent) {
      for (var i = 1; i < arguments.length; i += 1) {
        if (arguments[i]) { parent.appendChild(typeof arguments[i] === "string" ? document.createTextNode(arguments[i]) : arguments[i]); }
      }
      return parent;
    }
    function mark(status) {
      var look = data.looks[status], space = "http://www.w3.org/2000/svg";
      function draw(tag, values) {
        var made = document.createElementNS(space, tag);
        Object.keys(values).forEach(function (name) { made.setAttribute(name, values[name]); });
        return made;
      }
      var svg = draw("svg", { "class": "mark", width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" });
      var box = { x: 1, y: 1, width: 16, height: 16, rx: Math.min(look.corner, 8), fill: look.fill, stroke: look.border, "stroke-width": 1.5 };
      if (look.dashed) { box["stroke-dasharray"] = "3 2"; }
      var sign = draw("text", { x: 9, y: 13, "text-anchor": "middle", "font-size": 11, fill: look.ink });
      sign.textContent = look.sign;
      put(svg, draw("rect", box), sign);
      return svg;
    }

    /* ---- the map ---- */
    var graph = data.graph, grid = graph.grid;
    var colours = new Map(graph.nodes.map(function (node) { return [node.id, node]; }));
    var foldOf = new Map(), folds = new Map(), opened = new Set();
    graph.folds.forEach(function (fold) {
      folds.set(fold.id, fold);
      fold.members.forEach(function (one) { foldOf.set(one, fold); });
    });
    var folding = graph.folds.length > 0 && data.rows.length > graph.first_sight;
    var lanes = graph.lanes, top = graph.top, bottom = graph.bottom, shown = [], arrows = [], left = 0, MOST_ARROWS = 500;
    function boxOf(product) {
      var fold = folding ? foldOf.get(product) : null;
      return fold && !opened.has(fold.id) ? fold.id : product;
    }
    function foldName(fold) { return fold.name || say("t.no_segment"); }
    function foldLabel(fold) {
      var fits = fold.members.filter(function (one) { return !colours.get(one).faint; }).length, all = fold.members.length;
      var name = foldName(fold);
      return (opened.has(fold.id) ? "▾ " : "▸ ") + (name.length > 11 ? name.slice(0, 10) + "…" : name) + " (" + (fits === all ? all : fits + "/" + all) + ")";
    }
    function foldBox(fold, x, y) {
      return { id: fold.id, shape: "box", x: x, y: y, label: foldLabel(fold), borderWidth: 2.5, borderWidthSelected: 3.5,
        color: { background: "#ffffff", border: "#33475b", highlight: { background: "#ffffff", border: "#000000" }, hover: { background: "#ffffff", border: "#000000" } },
        font: { size: 13, color: "#14202b" }, shapeProperties: { borderRadius: 2 } };
    }
    /* the boxes to draw: all products where they were laid out, or the folded columns with the opened folds beside them */
    function arrange() {
      shown = [];
      if (!folding) {
        lanes = graph.lanes; top = graph.top; bottom = graph.bottom;
        graph.nodes.forEach(function (node) {
          shown.push(Object.assign({}, node, { label: pair(node.labels)[0], title: tooltip(node.id), font: font(node), opacity: node.faint ? 0.18 : 1 }));
        });
      } else {
        var most = graph.folded.reduce(function (so, column) { return Math.max(so, column.ids.length); }, 12), columns = [];
        graph.folded.forEach(function (column) {
          columns.push(column);
          column.ids.forEach(function (id) {
            var fold = folds.get(id);
            if (!fold || !opened.has(id)) { return; }
            for (var from = 0; from < fold.members.length; from += most) {
              columns.push({ stage: column.stage, ids: fold.members.slice(from, from + most), inside: true });
            }
          });
        });
        var x = 0, high = 0;
        lanes = [];
        columns.forEach(function (column, number) {
          if (number) { x += grid.column + (column.stage === columns[number - 1].stage ? 0 : grid.gap); }
          var last = lanes[lanes.length - 1];
          if (last && last.stage === column.stage) { last.right = x + grid.column / 2; } else { lanes.push({ stage: column.stage, left: x - grid.column / 2, right: x + grid.column / 2 }); }
          var step = grid.row * 1.25, start = -step * (column.ids.length - 1) / 2;
          high = Math.max(high, -start);
          column.ids.forEach(function (id, row) {
            var fold = folds.get(id), node = colours.get(id), y = start + row * step;
            shown.push(fold ? foldBox(fold, x, y) : Object.assign({}, node, { x: x, y: y, label: pair(node.labels)[0], title: tooltip(id), font: font(node), opacity: node.faint ? 0.18 : 1 }));
          });
        });
        top = -high - grid.row; bottom = high + grid.row;
      }
      var joined = new Map();
      arrows = [];
      graph.edges.forEach(function (edge) {
        var from = boxOf(edge.from), to = boxOf(edge.to);
        if (from === edge.from && to === edge.to) {
          arrows.push(Object.assign({}, edge, { title: arrow(edge), smooth: folding ? false : edge.smooth }));
          return;
        }
        if (from === to) { return; }
        var one = joined.get(from + "\n" + to);
        if (!one) {
          one = { id: "f" + edge.id, from: from, to: to, count: 0, ends: [], dashes: false, smooth: false, color: edge.color };
          joined.set(from + "\n" + to, one);
          arrows.push(one);
        }
        one.count += 1;
        one.ends.push(edge.from, edge.to);
        one.width = Math.min(1 + Math.log2(one.count), 5);
        one.title = say("t.fold_inputs", { n: one.count });
      });
      /* of the arrows between folds the heaviest are drawn; the rest appear when a fold is opened */
      var heaviest = Array.from(joined.values()).sort(function (one, other) { return other.count - one.count || (one.id < other.id ? -1 : 1); });
      left = Math.max(heaviest.length - MOST_ARROWS, 0);
      if (left) {
        var dropped = new Set(heaviest.slice(MOST_ARROWS));
        arrows = arrows.filter(function (one) { return !dropped.has(one); });
      }
    }
    arrange();
    var nodes = new vis.DataSet(shown), edges = new vis.DataSet(arrows);
    var place = document.getElementById("graph");
    var network = new vis.Network(place, { nodes: nodes, edges: edges }, graph.options);
    /* the enterprises of the chain and their known deliveries, in place of the products */
    var firms = data.firms, showFirms = false, firmButton = document.getElementById("firms"), firmNote = document.getElementById("firms-note");
    firmButton.hidden = !firms.edges.length;
    firmButton.addEventListener("click", function () { showFirms = !showFirms; redraw(); show(false); });
    function arrangeFirms() {
      var ys = firms.nodes.map(function (node) { return node.y; });
      lanes = firms.lanes; top = Math.min.apply(null, ys) - grid.row; bottom = Math.max.apply(null, ys) + grid.row;
      shown = firms.nodes.map(function (node) {
        var label = pair(node.labels), ground = node.local ? "#DCEBF7" : "#ffffff";
        return { id: "firm " + node.id, x: node.x, y: node.y, label: label[0], title: pair(node.name), font: { size: label[1], color: "#14202b" },
          color: { background: ground, border: "#33475b", highlight: { background: ground, border: "#000000" }, hover: { background: ground, border: "#000000" } },
          shapeProperties: { borderRadius: 3, borderDashes: node.local ? false : [6, 4] } };
      });
      arrows = firms.edges.map(function (edge, number) {
        var told = edge[2] ? nameOf(edge[2]) : "";
        return { id: "d" + number, from: "firm " + edge[0], to: "firm " + edge[1], width: 1.2, color: { color: "#5B84B1", opacity: 0.7, highlight: "#14202b", hover: "#14202b" },
          smooth: false, title: [told, edge[3] === null ? "" : say("t.yi", { n: figure(edge[3], 2) })].filter(Boolean).join(" · ") || undefined };
      });
      left = 0;
    }
    var firmStops = new Map(), firmChoice = document.getElementById("firm");
    firms.stops.forEach(function (one) { firmStops.set(one[0], one); });
    firmChoice.parentNode.hidden = !firms.stops.length;
    function fillFirms() {
      var kept = firmChoice.value;
      firmChoice.textContent = "";
      [["", say("t.firm_none")]].concat(firms.stops.map(function (one) { return [one[0], say("t.firm_told", { name: one[1], n: one[2] })]; }))
        .forEach(function (two) { var one = make("option", "", two[1]); one.value = two[0]; firmChoice.appendChild(one); });
      firmChoice.value = kept;
    }
    firmChoice.addEventListener("change", function () {
      only = firmChoice.value ? placesOf(firmStops.get(firmChoice.value)[3]) : null;
      filter();
    });
    function redraw() {
      firmButton.setAttribute("aria-pressed", String(showFirms));
      firmNote.hidden = !showFirms;
      firmNote.textContent = say("t.firms_note", { n: firms.edges.length, firms: firms.nodes.length, makers: firms.makers }) + (firms.left ? say("t.firms_left", { n: firms.left }) : "");
      if (showFirms) {
        arrangeFirms();
        network.setData({ nodes: (nodes = new vis.DataSet(shown)), edges: (edges = new vis.DataSet(arrows)) });
        return;
      }
      arrange();
      network.setData({ nodes: (nodes = new vis.DataSet(shown)), edges: (edges = new vis.DataSet(arrows)) });
      pale();
      if (picked && boxOf(picked) === picked) { network.selectNodes([picked]); }
      foldButton.setAttribute("aria-pressed", String(folding));
    }
    function openFold(id, open) {
      if (open) { opened.add(id); } else { opened.delete(id); }
      redraw();
    }
    var foldButton = document.getElementById("fold"), segments = document.getElementById("segment");
    foldButton.hidden = !graph.folds.length;
    foldButton.setAttribute("aria-pressed", String(folding));
    foldButton.addEventListener("click", function () { folding = !folding; opened.clear(); redraw(); show(false); });
    segments.parentNode.hidden = !graph.folds.length;
    function fillSegments() {
      var kept = segments.value;
      segments.textContent = "";
      [["", say("t.all_segments")]].concat(graph.folds.map(function (fold) { return [fold.id, say(fold.stage) + " · " + foldName(fold) + " (" + fold.members.length + ")"]; }))
        .forEach(function (two) { var one = make("option", "", two[1]); one.value = two[0]; segments.appendChild(one); });
      segments.value = kept;
    }
    segments.addEventListener("change", function () {
      var fold = folds.get(segments.value);
      if (fold && folding && !opened.has(fold.id)) { openFold(fold.id, true); }
      if (fold) { touched = true; network.fit({ nodes: [boxOf(fold.members[0])], maxZoomLevel: 1, animation: false }); }
    });
    network.on("afterDrawing", function (pen) {
      if (!folding || showFirms) { return; }
      var order = Object.keys(data.looks);
      folds.forEach(function (fold) {
        var box = network.body.nodes[fold.id];
        if (!box) { return; }
        var left = box.x - grid.column / 2 + 24, wide = grid.column - 48, x = left, counts = {};
        fold.members.forEach(function (one) { var status = cards.get(one).status; counts[status] = (counts[status] || 0) + 1; });
        order.forEach(function (status) {
          if (!counts[status]) { return; }
          var part = wide * counts[status] / fold.members.length;
          pen.fillStyle = data.looks[status].fill;
          pen.fillRect(x, box.y + 13, part, 5);
          pen.strokeStyle = data.looks[status].border;
          pen.lineWidth = 0.6;
          pen.strokeRect(x, box.y + 13, part, 5);
          x += part;
        });
      });
    });

    function font(node) {
      return { size: pair(node.labels)[1], color: node.faint ? "rgba(20,32,43,0.22)" : node.font.color };
    }
    function tooltip(id) {
      var card = cards.get(id);
      return nameOf(id) + "\n" + say(card.status) + " · " + say("action") + " " + say(card.action) + " · " + say("score") + " " + share(card.score);
    }
    function arrow(edge) {
      var about = edge.about;
      var told = nameOf(edge.from) + " → " + nameOf(edge.to) + "\n" + say(about.essential ? "t.essential" : "t.optional");
      return told + (about.group ? " · " + say("t.group", { n: about.group }) : "");
    }
    network.on("beforeDrawing", function (pen) {
      lanes.forEach(function (lane, number) {
        pen.fillStyle = number % 2 ? "#eef2f6" : "#f7f9fb";
        pen.fillRect(lane.left, top - 26, lane.right - lane.left, bottom - top + 40);
        pen.fillStyle = "#55636f";
        pen.textAlign = "left";
        pen.textBaseline = "middle";
        pen.font = "bold 16px " + graph.options.nodes.font.face;
        pen.fillText(say(lane.stage), lane.left + 12, top - 8);
      });
    });

    function bounds() {
      if (!lanes.length) { return { left: 0, right: 1, top: 0, bottom: 1 }; }
      return { left: lanes[0].left, right: lanes[lanes.length - 1].right, top: top - 28, bottom: bottom + 16 };
    }
    function show(whole) {
      var box = bounds(), wide = place.clientWidth, high = place.clientHeight;
      var scale = Math.min((wide - 12) / (box.right - box.left), (high - 12) / (box.bottom - box.top), 1.3);
      var least = 9.2 / graph.font;
      if (whole || scale >= least) {
        network.moveTo({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale: scale });
        return;
      }
      /* too large to read as a whole: begin at the upper left, the start of the chain */
      var x = (box.right - box.left) * least > wide ? box.left + wide / least / 2 : (box.left + box.right) / 2;
      var y = (box.bottom - box.top) * least > high ? box.top + high / least / 2 : (box.top + box.bottom) / 2;
      network.moveTo({ position: { x: x, y: y }, scale: least });
    }
    function zoom(factor) {
      network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.1), 4) });
    }
    document.getElementById("zoom-in").addEventListener("click", function () { zoom(1.3); });
    document.getElementById("zoom-out").addEventListener("click", function () { zoom(1 / 1.3); });
    document.getElementById("zoom-all").addEventListener("click", function () { show(true); });
    network.on("zoom", function (event) {
      if (event.scale < 0.1 || event.scale > 4) { network.moveTo({ scale: Math.min(Math.max(event.scale, 0.1), 4) }); }
    });
    var touched = false;
    place.addEventListener("pointerdown", function () { touched = true; });
    place.addEventListener("wheel", function () { touched = true; }, { passive: true });
    /* vis-network sets its own view after it has told of the new size, so ours comes a moment later */
    network.on("resize", function () { setTimeout(function () { if (!touched) { show(false); } }, 0); });
    network.once("afterDrawing", function () {
      setTimeout(function () {
        if (!touched) { show(false); }
        network.once("afterDrawing", function () { setTimeout(later, 0); });
        network.redraw();
      }, 0);
    });
    network.on("click", function (event) {
      if (!event.nodes.length) { return; }
      var id = event.nodes[0];
      if (showFirms) { window.location.href = "directory.html#enterprise/" + encodeURIComponent(id.slice(5)); return; }
      if (folds.has(id)) { openFold(id, !opened.has(id)); } else { pick(id, "map"); }
    });

    /* ---- search and filters ---- */
    function matches(card) {
      return (!marks.status.size || marks.status.has(card.status)) && (!marks.action.size || marks.action.has(card.action)) &&
        (!only || only.has(card.product)) &&
        (!city || card.cities.indexOf(city) >= 0) && (!kind || card.kinds.indexOf(kind) >= 0) &&
        (!wanted || hay(card).indexOf(wanted) >= 0);
    }
    function hay(card) {
      if (!card.hay) {
        card.hay = [card.name_zh, card.name_en || "", card.product].concat(card.sounds, card.makers_names).join("\n").toLowerCase();
      }
      return card.hay;
    }
    /* in a large chain each part of the work has a frame of its own, so that typing never waits; the newest of a kind counts */
    var waiting = new Map(), running = false;
    function soon(what, work) {
      if (data.rows.length <= graph.first_sight) { work(); return; }
      waiting.delete(what);
      waiting.set(what, work);
      if (!running) { running = true; setTimeout(step, 30); }
    }
    function step() {
      var next = waiting.entries().next();
      running = !next.done;
      if (next.done) { return; }
      waiting.delete(next.value[0]);
      next.value[1]();
      requestAnimationFrame(function () { setTimeout(step, 0); });
    }
    /* arrows between boxes that are all filtered out are drawn faint */
    function pale() {
      if (showFirms) { return; }
      var paler = [];
      arrows.forEach(function (edge) {
        var faint = (edge.ends || [edge.from, edge.to]).every(function (one) { return colours.get(one).faint; });
        if (Boolean(edge.faint) !== faint) {
          edge.faint = faint;
          paler.push({ id: edge.id, color: Object.assign({}, edge.color, { opacity: faint ? 0.06 : edge.color.opacity }) });
        }
      });
      if (paler.length) { edges.update(paler); }
    }
    function filter() {
      var changed = [], touchedFolds = new Set(), fit = 0;
      data.rows.forEach(function (card) {
        var fits = matches(card), node = colours.get(card.product);
        card.fits = fits;
        fit += fits ? 1 : 0;
        if (node.faint === fits || node.faint === undefined && !fits) {
          node.faint = !fits;
          if (boxOf(card.product) === card.product) { changed.push({ id: card.product, opacity: fits ? 1 : 0.18, font: font(node) }); }
          if (folding && foldOf.has(card.product)) { touchedFolds.add(foldOf.get(card.product)); }
        }
      });
      touchedFolds.forEach(function (fold) {
        var some = fold.members.some(function (one) { return !colours.get(one).faint; });
        changed.push({ id: fold.id, label: foldLabel(fold), opacity: some ? 1 : 0.25, font: { size: 13, color: some ? "#14202b" : "rgba(20,32,43,0.3)" } });
      });
      if (changed.length && !showFirms) {
        nodes.update(changed);
        soon("edges", pale);
      }
      document.getElementById("shown").textContent = say("t.shown", { shown: fit, all: data.rows.length });
      if (left) { document.getElementById("shown").textContent += " · " + say("t.thinned", { n: left }); }
      document.getElementById("none").hidden = fit > 0;
      shownRows = SHOWN;
      order();
    }
    var form = document.getElementById("filters");
    var field = document.getElementById("search"), cities = document.getElementById("city"), kinds = document.getElementById("kind");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = data.rows.find(matches);
      if (wanted && first) { pick(first.product, "search"); }
    });
    form.addEventListener("reset", function () { only = null; firmChoice.value = ""; setTimeout(readFilters, 0); });
    form.addEventListener("input", readFilters);
    function readFilters() {
      wanted = field.value.trim().toLowerCase();
      city = cities.value;
      kind = kinds.value;
      form.querySelectorAll("fieldset").forEach(function (set) {
        marks[set.dataset.field] = new Set(Array.from(set.querySelectorAll("input:checked"), function (one) { return one.value; }));
      });
      filter();
    }

    /* ---- what lies before and behind a product, and what stops without it ---- */
    function cone(product, from, to) {
      var found = new Set([product]), queue = [product];
      while (queue.length) {
        var one = queue.pop();
        graph.edges.forEach(function (edge) {
          if (edge[from] === one && !found.has(edge[to])) { found.add(edge[to]); queue.push(edge[to]); }
        });
      }
      return found;
    }
    /* places among the cards, or the bits of a hexadecimal number */
    function stopped(card) {
      return placesOf(card.stops).add(card.product);
    }
    function placesOf(places) {
      var found = new Set();
      if (typeof places !== "string") { places.forEach(function (one) { found.add(data.rows[one].product); }); return found; }
      data.rows.forEach(function (one, number) {
        var digit = places.charAt(places.length - 1 - (number >> 2));
        if (digit && parseInt(digit, 16) >> (number & 3) & 1) { found.add(one.product); }
      });
      return found;
    }
    function cones(card) {
      var bar = make("div", "tags cones");
      [["t.cone_up", function () { return cone(card.product, "to", "from"); }],
        ["t.cone_down", function () { return cone(card.product, "from", "to"); }],
        ["t.cone_fails", function () { return stopped(card); }]
      ].forEach(function (two) {
        var button = make("button", "plain", say(two[0]));
        button.type = "button";
        button.addEventListener("click", function () { only = two[1](); filter(); });
        bar.appendChild(button);
      });
      return bar;
    }

    /* ---- pictures and tables to take away ---- */
    function save(name, blob) {
      var link = make("a");
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
    }
    function stem() { return document.title.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60); }
    document.getElementById("save-png").addEventListener("click", function () {
      var drawn = place.querySelector("canvas"), paper = document.createElement("canvas");
      paper.width = drawn.width; paper.height = drawn.height;
      var pen = paper.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, paper.width, paper.height);
      pen.drawImage(drawn, 0, 0);
      paper.toBlob(function (blob) { save(stem() + ".png", blob); });
    });
    function svg() {
      var space = "http://www.w3.org/2000/svg", box = bounds(), made = document.createElementNS(space, "svg");
      function add(name, values, text) {
        var one = document.createElementNS(space, name);
        Object.keys(values).forEach(function (key) { one.setAttribute(key, values[key]); });
        if (text !== undefined) { one.textContent = text; }
        made.appendChild(one);
      }
      made.setAttribute("viewBox", [box.left, box.top, box.right - box.left, box.bottom - box.top].join(" "));
      made.setAttribute("font-family", graph.options.nodes.font.face);
      lanes.forEach(function (lane, number) {
        add("rect", { x: lane.left, y: box.top, width: lane.right - lane.left, height: box.bottom - box.top, fill: number % 2 ? "#eef2f6" : "#f7f9fb" });
        add("text", { x: lane.left + 12, y: top - 8, "font-size": 16, "font-weight": "bold", fill: "#55636f" }, say(lane.stage));
      });
      var at = network.getPositions();
      arrows.forEach(function (edge) {
        add("line", { x1: at[edge.from].x, y1: at[edge.from].y, x2: at[edge.to].x, y2: at[edge.to].y, stroke: "#9db4c8", "stroke-width": 0.8, "stroke-dasharray": edge.dashes ? "4 3" : "none" });
      });
      shown.forEach(function (node) {
        var edge = network.getBoundingBox(node.id), fold = folds.get(node.id);
        var firm = showFirms && firms.nodes.find(function (one) { return "firm " + one.id === node.id; });
        var look = firm ? { corner: 3, fill: firm.local ? "#DCEBF7" : "#ffffff", border: "#33475b", ink: "#14202b", dashed: !firm.local } : fold ? { corner: 2, fill: "#ffffff", border: "#33475b", ink: "#14202b" } : data.looks[cards.get(node.id).status];
        var label = firm ? pair(firm.labels) : fold ? [foldLabel(fold), 13] : pair(node.labels);
        add("rect", { x: edge.left, y: edge.top, width: edge.right - edge.left, height: edge.bottom - edge.top, rx: Math.min(look.corner, 8), fill: look.fill, stroke: look.border, "stroke-dasharray": look.dashed ? "4 3" : "none", opacity: node.faint ? 0.18 : 1 });
        add("text", { x: edge.left + 6, y: (edge.top + edge.bottom) / 2 + label[1] * 0.35, "font-size": label[1], fill: look.ink, opacity: node.faint ? 0.22 : 1 }, label[0]);
      });
      return new XMLSerializer().serializeToString(made);
    }
    document.getElementById("save-svg").addEventListener("click", function () { save(stem() + ".svg", new Blob([svg()], { type: "image/svg+xml" })); });
    /* on paper the whole map stands as a drawing, whatever part of it is on the screen */
    window.addEventListener("beforeprint", function () {
      var drawing = new DOMParser().parseFromString(svg(), "image/svg+xml").documentElement;
      drawing.setAttribute("class", "paper");
      place.parentNode.querySelectorAll(".paper").forEach(function (one) { one.remove(); });
      place.parentNode.appendChild(document.importNode(drawing, true));
    });
    window.addEventListener("afterprint", function () {
      place.parentNode.querySelectorAll(".paper").forEach(function (one) { one.remove(); });
    });
    function csv() {
      function cell(text) {
        var told = /^[=+\-@\t\r]/.test(text) && isNaN(Number(text)) ? "'" + text : text;
        return '"' + told.replace(/"/g, '""') + '"';
      }
      return tableCells().map(function (row) { return row.map(function (one) { return cell(String(one)); }).join(","); }).join("\r\n");
    }
    /* the heads and all matching rows of the table, in its order */
    function tableCells() {
      var heads = Array.from(document.querySelectorAll("#table thead th"), function (one) { return one.textContent.trim(); });
      return [heads].concat(sorted().map(function (card) { return cellsOf(card); }));
    }
    document.getElementById("save-csv").addEventListener("click", function () { save(stem() + ".csv", new Blob(["\ufeff" + csv() + "\r\n"], { type: "text/csv" })); });

    document.getElementById("save-xlsx").addEventListener("click", function () { save(stem() + ".xlsx", xlsx()); });
    function xlsx() {
      return window.chaingraphWorkbook(document.title, tableCells().map(function (row, number) {
        return row.map(function (one) { return number && one !== "" && !isNaN(Number(one.replace(/,/g, ""))) ? Number(one.replace(/,/g, "")) : one; });
      }));
    }

    /* ---- the table ---- */
    var rows = new Map();
    var body = document.querySelector("#table tbody");
    var ORDER = {
      stage: ["upstream", "midstream", "downstream"],
      status: Object.keys(data.looks),
      action: ["fill", "strengthen", "extend", "secure", "defer", "none"],
      confidence: ["high", "medium", "low"]
    };
    function value(card, key) {
      if (key === "product") { return nameOf(card.product); }
      if (key === "local_buyers") { return card.local_buyer_count; }
      return ORDER[key] ? ORDER[key].indexOf(card[key]) : card[key];
    }
    function cellsOf(card) {
      full(card);
      return [figure(card.rank), nameOf(card.product), say(card.stage), card.segment || "", say(card.status), say(card.action), share(card.score),
        share(card.criticality), figure(card.makers), figure(card.local_buyer_count), say(card.confidence), card["why_" + lang]];
    }
    function rowOf(card) {
      if (!rows.has(card.product)) {
        var row = make("tr", picked === card.product ? "picked" : "");
        row.dataset.product = card.product;
        cellsOf(card).forEach(function (told, number) {
          var one = make("td", ["num", "name", "", "", "tight", "tight", "num", "num", "num", "num", "", "why"][number]);
          if (number === 1) { put(one, told, make("span", "id", card.product)); } else if (number === 4) { put(one, mark(card.status), " " + told); } else { one.textContent = told; }
          row.appendChild(one);
        });
        row.addEventListener("click", function () { pick(card.product, "table"); });
        rows.set(card.product, row);
      }
      return rows.get(card.product);
    }
    function fillTable() { rows.clear(); order(); }
    function sorted() {
      var sign = sort.down ? -1 : 1;
      return data.rows.filter(function (card) { return card.fits !== false; }).sort(function (one, other) {
        var a = value(one, sort.key), b = value(other, sort.key);
        var empty = (a === null || a === undefined) - (b === null || b === undefined);
        if (empty) { return empty; }
        var by = typeof a === "string" ? a.localeCompare(b, lang === "zh" ? "zh-CN" : "en") : a - b;
        return sign * by || one.rank - other.rank;
      });
    }
    var moreRows = document.getElementById("more-rows");
    moreRows.addEventListener("click", function () { shownRows += 4 * SHOWN; order(); });
    function order() {
      if (heavy) { soon("rows", drawRows); }
    }
    function drawRows() {
      var told = sorted();
      body.replaceChildren.apply(body, told.slice(0, shownRows).map(rowOf));
      moreRows.hidden = told.length <= shownRows;
      moreRows.textContent = say("t.more", { n: told.length - shownRows });
      document.querySelectorAll("#table thead th").forEach(function (head) {
        var button = head.querySelector("button");
        if (button && button.dataset.sort === sort.key) { head.setAttribute("aria-sort", sort.down ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
      });
    }
    document.querySelectorAll("#table thead button").forEach(function (button) {
      button.addEventListener("click", function () {
        var key = button.dataset.sort;
        var most = ["score", "criticality", "makers", "local_buyers"].indexOf(key) >= 0;
        sort = { key: key, down: sort.key === key ? !sort.down : most };
        order();
      });
    });

    /* ---- the card ---- */
    var panel = document.getElementById("card");
    function pick(product, from) {
      if (!heavy || !cards.has(product)) { return; }
      picked = product;
      if (showFirms) { showFirms = false; redraw(); show(false); }
      if (boxOf(product) !== product) { openFold(boxOf(product), true); }
      network.selectNodes([product]);
      if (from !== "map" && from !== "start") {
        touched = true;
        network.focus(product, { scale: Math.max(network.getScale(), 0.85), animation: false });
      }
      rows.forEach(function (row, id) { row.className = id === product ? "picked" : ""; });
      if (from !== "start" && from !== "hash") {
        try { window.history.replaceState(null, "", "#" + encodeURIComponent(product)); } catch (refused) { /* some file viewers */ }
      }
      fillCard();
      panel.scrollTop = 0;
      if (from === "table") { document.querySelector("main.chain").scrollIntoView({ block: "nearest" }); }
    }
    function fillCard() {
      if (!cards.has(picked)) { return; }
      var card = full(cards.get(picked));
      var numbers = new Map(card.sources.map(function (source, number) { return [source, number + 1]; }));
      panel.textContent = "";
      function cite(row) {
        var told = (row.source || []).filter(function (one) { return numbers.has(one); }).map(function (one) { return "[" + numbers.get(one) + "]"; }).join("");
        var title = (row.source || []).map(function (one) { return data.sources[one] ? data.sources[one].title : ""; }).filter(Boolean).join("\n");
        if (!told) { return null; }
        var made = make("span", "cite", " " + told);
        made.title = title;
        return made;
      }
      function origin(row) { return say("t.in_table", { table: pair(data.tables[row.table]), row: row.row }); }
      function go(product) {
        var known = data.products[product];
        if (known && known[2]) {
          var link = make("a", "", nameOf(product));
          link.href = known[2] + "#" + encodeURIComponent(product);
          return link;
        }
        var button = make("button", "go", nameOf(product));
        button.type = "button";
        button.addEventListener("click", function () { pick(product, "card"); });
        return button;
      }
      function section(title, count) {
        var head = make("h3", "", say(title));
        if (count !== undefined) { put(head, make("b", "", " (" + count + ")")); }
        panel.appendChild(head);
      }
      function list(items, limit, tell) {
        var made = make("ul");
        items.slice(0, limit).forEach(function (one) { made.appendChild(tell(one)); });
        panel.appendChild(made);
        if (items.length > limit) {
          var more = make("button", "go", say("t.more", { n: items.length - limit }));
          more.type = "button";
          more.addEventListener("click", function () {
            items.slice(limit).forEach(function (one) { made.appendChild(tell(one)); });
            more.remove();
          });
          panel.appendChild(more);
        }
      }
      function withMeta(item, parts, row) {
        var told = parts.filter(Boolean).concat(row.table ? [origin(row)] : []).join(" · ");
        return put(item, make("span", "meta", " " + told), cite(row));
      }
      function firm(row) {
        var parts = [pair(row.place), pair(row.role), pair(row.status)];
        if (row.output_yi !== undefined) { parts.push(say("t.yi", { n: figure(row.output_yi, 2) })); }
        parts.push(row.capacity, row.year ? String(row.year) : "");
        var made = (row.makes || []).slice(0, 3).map(nameOf).join(lang === "zh" ? "、" : ", ");
        if (made) { parts.push("→ " + made + (row.makes.length > 3 ? " …" : "")); }
        return withMeta(put(make("li"), entity("enterprise", row)), parts, row);
      }
      function entity(kind, row) {
        if (!row.id) { return make("span", "", row.name); }
        var link = make("a", "", row.name);
        link.href = "directory.html#" + kind + "/" + encodeURIComponent(row.id);
        return link;
      }
      function chips(products) {
        list(products, 12, function (product) { return put(make("li"), go(product)); });
      }

      panel.appendChild(make("h2", "", nameOf(card.product)));
      var other = lang === "zh" ? card.name_en : card.name_zh;
      panel.appendChild(make("div", "id", (other && other !== nameOf(card.product) ? other + " · " : "") + card.product));
      var tags = make("div", "tags");
      put(tags, put(make("span", "tight"), mark(card.status), " " + say(card.status)),
        make("span", "", say("action") + (lang === "zh" ? "：" : ": ") + say(card.action)),
        make("span", "", say("confidence") + (lang === "zh" ? "：" : ": ") + say(card.confidence)));
      panel.appendChild(tags);
      panel.appendChild(cones(card));
      panel.appendChild(make("p", "why-text", card["why_" + lang]));
      if (card.action !== "none") { panel.appendChild(make("p", "", pair(card.advice))); }
      if (card.status === "unseen") { panel.appendChild(make("p", "note", say("t.unseen_note"))); }
      var facts = make("dl");
      [["rank", figure(card.rank)], ["score", share(card.score)], ["criticality", share(card.criticality)], ["inputs_met", figure(card.inputs_met)],
        ["makers", figure(card.makers)], ["local_buyers", figure(card.local_buyer_count)],
        ["output_yi", figure(card.output_yi, 2)], ["hhi", figure(card.hhi, 0) + (card.hhi_basis ? " " + say(card.hhi_basis) : "")],
        ["independent_makers", card.makers ? figure(card.independent_makers) : "—"], ["evidence", card.evidence ? say(card.evidence) : "—"],
        ["producible", say(card.producible ? "yes" : "no")], ["stage", say(card.stage) + (card.inferred ? " (" + say("t.stage_inferred") + ")" : "")]
      ].concat(card.segment ? [["segment", card.segment]] : []).forEach(function (two) {
        put(facts, make("dt", "", say(two[0])), make("dd", "", two[1]));
      });
      panel.appendChild(facts);
      if (card.chains.length > 1) {
        var belongs = make("p", "note", say("chain") + (lang === "zh" ? "：" : ": "));
        card.chains.forEach(function (chain, number) {
          var told = data.chains[chain];
          if (!told) { return; }
          var link = make("a", "", pair(told));
          link.href = told[2] + "#" + encodeURIComponent(card.product);
          put(belongs, number ? (lang === "zh" ? "、" : ", ") : null, link);
        });
        panel.appendChild(belongs);
      }
      if (card.resource) { panel.appendChild(make("p", "note", say("t.resource"))); }

      section("t.card_makers", card.makers_rows.length);
      if (card.makers_rows.length) { list(card.makers_rows, 12, firm); } else { panel.appendChild(make("p", "note", say(card.status === "missing" || card.status === "common" ? card.status : "t.none_makers"))); }
      if (card.idle.length) { section("t.card_idle", card.idle.length); list(card.idle, 8, firm); }
      if (card.buyers.length) { section("t.card_buyers", card.buyers.length); list(card.buyers, 8, firm); }
      if (card.inputs.length) {
        section("t.card_inputs", card.inputs.length);
        list(card.inputs, 30, function (row) {
          return withMeta(put(make("li"), go(row.input)), [say(row.essential ? "t.essential" : "t.optional"), pair(row.kind), row.group ? say("t.group", { n: row.group }) : ""], row);
        });
      }
      if (card.users.length) { section("t.card_users", card.users.length); chips(card.users); }
      if (card.needs.length) { section("t.card_needs", card.needs.length); chips(card.needs); }
      if (card.ways.length) {
        section("t.card_ways");
        list(card.ways, 3, function (way) { return make("li", "", way.map(nameOf).join(" → ")); });
      }
      if (card.fails.length) { section("t.card_fails", card.fails_count); chips(card.fails); if (card.fails_count > card.fails.length) { panel.appendChild(make("p", "note", "… " + say("t.fail_all", { n: card.fails_count }))); } }
      if (card.invite) {
        section("t.card_invite", card.invite.all);
        if (card.invite.firms.length) {
          list(card.invite.firms, 5, function (row) {
            var item = put(make("li"), entity("enterprise", row), (lang === "zh" ? "：" : ": ") + pair(row.reasons).join(lang === "zh" ? "；" : "; "));
            return withMeta(item, [pair(row.place), row.front ? say("t.invite_front") : "", pair(row.standing),
              row.stability === null ? "" : say("t.invite_stability", { n: figure(100 * row.stability, 0) + "%" })], row);
          });
          if (pair(card.invite.doubt)) { panel.appendChild(make("p", "note", pair(card.invite.doubt))); }
          panel.appendChild(make("p", "note", say("t.invite_note")));
          if (card.invite.all > card.invite.firms.length) { panel.appendChild(make("p", "note", say("t.invite_all", { n: card.invite.all, product: card.product }))); }
        }
        panel.appendChild(make("p", "note", pair(card.invite.profile)));
        if (card.invite.parks.length) {
          section("t.card_sites");
          list(card.invite.parks, 3, function (row) {
            return withMeta(put(make("li"), entity(row.kind, row)), [say("t.site_" + row.kind), pair(row.place), pair(row.standing), row.leads === null ? "" : say(row.leads ? "t.site_leads" : "t.site_not"),
              say("t.site_buyers", { n: row.buyers[0], all: row.buyers[1] }), say("t.site_suppliers", { n: row.suppliers[0], all: row.suppliers[1] }),
              row.makers ? say("t.site_makers", { n: row.makers }) : ""], row);
          });
          if (pair(card.invite.doubt_sites)) { panel.appendChild(make("p", "note", pair(card.invite.doubt_sites))); }
          panel.appendChild(make("p", "note", say("t.sites_note")));
        }
      } else if (card.asked) {
        panel.appendChild(make("p", "note", say("t.invite_not", { n: data.invited, product: card.product })));
      }
      if (card.outside.length) { section("t.card_outside", card.outside.length); list(card.outside, 8, firm); }
      if (card.projects.length) {
        section("t.card_projects", card.projects.length);
        list(card.projects, 8, function (row) {
          var years = row.years.filter(Boolean).join("–");
          return withMeta(put(make("li"), entity("project", row)), [pair(row.place), pair(row.status), row.yi === null ? "" : say("t.invest", { n: figure(row.yi, 2) }), years], row);
        });
      }
      if (card.coverage.length) {
        section("t.card_coverage");
        list(card.coverage, 8, function (row) {
          return withMeta(make("li", "", pair(row.chain) + " · " + pair(row.place) + " · " + pair(row.state)), [row.year ? String(row.year) : ""], row);
        });
      }
      section("t.card_change");
      list(pair(card.change), 6, function (sentence) { return make("li", "", sentence); });
      if (card.entry.length) {
        section("t.card_product");
        list(card.entry, 3, function (row) { return withMeta(make("li", "", row.note || card.product), [], row); });
      }
      section("t.card_score");
      panel.appendChild(make("p", "note", card.score === null ? say("t.score_none") : say("t.score_rule", {
        need: share(card.score_need), severity: share(card.score_severity), score: share(card.score), demand: share(card.score_demand)
      })));
      panel.appendChild(make("p", "note", say("t.given", { given: data.given.map(nameOf).join(lang === "zh" ? "、" : ", ") || say("t.nothing") })));
      section("t.card_sources", card.sources.length);
      if (!card.sources.length) { panel.appendChild(make("p", "note", say("t.none_sources"))); }
      var sources = make("ol");
      card.sources.forEach(function (id) {
        var told = data.sources[id], item = make("li"), title;
        if (told.url) {
          title = make("a", "", told.title);
          title.href = told.url;
          title.rel = "noopener noreferrer";
          title.target = "_blank";
        } else { title = make("span", "", told.title); }
        sources.appendChild(put(item, title, make("span", "meta", " " + [told.publisher, told.year ? String(told.year) : "", pair(told.kind)].filter(Boolean).join(" · "))));
      });
      panel.appendChild(sources);
    }

    function fromHash() {
      var product = "";
      if (!heavy) { return false; }
      try { product = decodeURIComponent(window.location.hash.slice(1)); } catch (broken) { return false; }
      if (!cards.has(product)) { return false; }
      pick(product, "hash");
      return true;
    }
    window.addEventListener("hashchange", fromHash);

    onLanguage.push(function () {
      if (!heavy) { return; }
      redraw();
      fillSegments();
      fillFirms();
      fillTable();
      filter();
      fillCard();
    });
    /* after the first picture: table, filters kept by the browser, the card */
    function later() {
      if (heavy || root.dataset.ready) { return; }
      root.dataset.ready = "1";
      packed("cards").then(function (told) { heavy = told; begin(); });
    }
    function begin() {
      fillSegments();
      fillFirms();
      if (kept && kept !== data.lang) { redraw(); }
      readFilters();
      fillTable();
      if (!fromHash() && data.rows.length) {
        var first = data.rows.find(function (card) { return boxOf(card.product) === card.product; });
        if (first) { pick(first.product, "start"); } else { picked = data.rows[0].product; fillCard(); }
      }
      root.dataset.whole = "1";
    }
    show(false);
    window.chaingraph = { network: network, data: data, svg: svg, csv: csv, xlsx: xlsx, full: full, boxOf: boxOf };
  }
})();
