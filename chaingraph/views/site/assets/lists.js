/* The directory of cards and the comparison of two parts. Texts from the data reach the page through textContent only. */
(function () {
  "use strict";
  var page = window.chaingraphPage, data = null;
  function pair(two) { return two ? two[page.lang() === "zh" ? 0 : 1] : ""; }
  function byId(id) { return document.getElementById(id); }
  function make(tag, className, content) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (content !== undefined && content !== null) { made.textContent = content; }
    return made;
  }
  function link(text, href) { var made = make("a", "", text); made.href = href; return made; }
  function productLink(id) {
    var told = data.products[id];
    return told && told[2] ? link(pair(told), told[2] + "#" + encodeURIComponent(id)) : make("span", "", told ? pair(told) : id);
  }
  function keyOf(kind, id) { return kind + "/" + encodeURIComponent(id); }

  function directory() {
    var known = new Map(), SHOWN = 80, limit = SHOWN, field = byId("search"), kinds = byId("entity-kind"), list = byId("entities"), panel = byId("card");
    var more = byId("more-rows"), picked = null, wanted = "", kind = "";
    data.entities.forEach(function (one) {
      known.set(keyOf(one.kind, one.id), one);
      one.hay = one.name.concat(one.place, one.sounds, [one.id]).join("\n").toLowerCase();
    });
    function tie(two) {
      if (two[0] === "product") { return productLink(two[1]); }
      if (two[0] === "chain") { var told = data.chains[two[1]]; return told ? link(pair(told), told[2]) : make("span", "", two[1]); }
      var other = known.get(keyOf(two[0], two[1]));
      return other ? link(pair(other.name), "#" + keyOf(two[0], two[1])) : make("span", "", two[1]);
    }
    function fill() {
      var found = data.entities.filter(function (one) { return (!kind || one.kind === kind) && (!wanted || one.hay.indexOf(wanted) >= 0); });
      list.replaceChildren.apply(list, found.slice(0, limit).map(function (one) {
        var item = make("li"), open = link(pair(one.name), "#" + keyOf(one.kind, one.id));
        if (one === picked) { open.setAttribute("aria-current", "true"); }
        item.append(open, make("span", "meta", " " + pair(data.kinds[one.kind]) + " · " + pair(one.place)));
        return item;
      }));
      byId("shown").textContent = found.length + " / " + data.entities.length;
      more.hidden = found.length <= limit;
      more.textContent = "+ " + (found.length - limit);
    }
    function card() {
      if (!picked) { return; }
      panel.textContent = "";
      var other = picked.name[page.lang() === "zh" ? 1 : 0], facts = make("dl", "one");
      panel.append(make("h2", "", pair(picked.name)), make("div", "id", [pair(data.kinds[picked.kind]), other === pair(picked.name) ? "" : other, picked.id, pair(picked.place)].filter(Boolean).join(" · ")));
      picked.facts.forEach(function (two) { facts.append(make("dt", "", pair(two[0])), make("dd", "", pair(two[1]))); });
      panel.append(facts);
      picked.ties.forEach(function (one) {
        var items = make("ul");
        panel.append(make("h3", "", pair(one[0]) + " (" + one[1] + ")"), items);
        one[2].forEach(function (two) { var item = make("li"); item.append(tie(two)); items.append(item); });
        if (one[1] > one[2].length) { items.append(make("li", "meta", "… + " + (one[1] - one[2].length))); }
      });
      var sources = make("ol");
      panel.append(make("h3", "", panel.getAttribute("data-sources-" + page.lang()) + " (" + picked.sources.length + ")"), sources);
      picked.sources.forEach(function (id) {
        var told = data.sources[id], item = make("li");
        if (!told) { item.append(id); } else if (told.url) {
          var outside = link(told.title, told.url);
          outside.rel = "noopener noreferrer"; outside.target = "_blank";
          item.append(outside);
        } else { item.append(told.title); }
        if (told) { item.append(make("span", "meta", " " + [told.publisher, told.year].filter(Boolean).join(" · "))); }
        sources.append(item);
      });
      panel.scrollTop = 0;
    }
    function fromHash() {
      var one = known.get(window.location.hash.slice(1));
      if (one) { picked = one; card(); fill(); }
      return one;
    }
    function read() { wanted = field.value.trim().toLowerCase(); kind = kinds.value; limit = SHOWN; fill(); }
    byId("filters").addEventListener("input", read);
    byId("filters").addEventListener("submit", function (event) { event.preventDefault(); });
    more.addEventListener("click", function () { limit += 4 * SHOWN; fill(); });
    window.addEventListener("hashchange", fromHash);
    page.onLanguage(function () { fill(); card(); });
    read();
    if (!fromHash() && data.entities.length) { picked = data.entities[0]; card(); fill(); }
  }

  function compare() {
    var choices = [byId("left"), byId("right")];
    var regions = new Map(data.regions.map(function (one) { return [one.code, one]; }));
    function names() {
      choices.forEach(function (one) {
        var kept = one.value;
        one.textContent = "";
        data.regions.forEach(function (region) { var option = make("option", "", pair(region.name)); option.value = region.code; one.append(option); });
        one.value = kept;
      });
    }
    function products(id, list) {
      var place = byId(id), SHOWN = 60;
      place.replaceChildren.apply(place, list.slice(0, SHOWN).map(function (one) { var item = make("li"); item.append(productLink(one)); return item; }));
      if (list.length > SHOWN) { place.append(make("li", "meta", "… + " + (list.length - SHOWN))); }
      byId(id + "-count").textContent = "(" + list.length + ")";
    }
    function show() {
      var a = regions.get(choices[0].value), b = regions.get(choices[1].value), made = [new Set(a.made), new Set(b.made)], fill = [new Set(a.fill), new Set(b.fill)];
      function figure(value) { return value === null || value === undefined ? "—" : value.toFixed(2); }
      var rows = [[null, a.enterprises, b.enterprises, "enterprises"], [null, a.made.length, b.made.length, "made"], [null, a.fill.length, b.fill.length, "fill"]];
      byId("head-left").textContent = pair(a.name);
      byId("head-right").textContent = pair(b.name);
      var body = byId("figures");
      body.textContent = "";
      rows.forEach(function (one) {
        var row = make("tr"), head = make("th", "", body.getAttribute("data-" + one[3] + "-" + page.lang()));
        head.scope = "row";
        row.append(head, make("td", "num", one[1]), make("td", "num", one[2]));
        body.append(row);
      });
      Object.keys(data.chains).forEach(function (chain) {
        var row = make("tr"), head = make("th");
        head.scope = "row";
        head.append(link(pair(data.chains[chain]), data.chains[chain][2]));
        row.append(head);
        [a, b].forEach(function (one) { var told = one.chains[chain]; row.append(make("td", "num", told[0] + " · " + figure(told[1]))); });
        body.append(row);
      });
      products("only-left", a.made.filter(function (one) { return !made[1].has(one); }));
      products("both", a.made.filter(function (one) { return made[1].has(one); }));
      products("only-right", b.made.filter(function (one) { return !made[0].has(one); }));
      products("gives-left", a.made.filter(function (one) { return fill[1].has(one); }));
      products("gives-right", b.made.filter(function (one) { return fill[0].has(one); }));
      var alike = data.similar.find(function (one) { return one.indexOf(a.code) >= 0 && one.indexOf(b.code) >= 0 && a !== b; });
      byId("alike").textContent = alike ? figure(alike[2]) : "—";
    }
    function fromHash() {
      var told = window.location.hash.slice(1).split("/");
      choices.forEach(function (one, place) { if (regions.has(told[place])) { one.value = told[place]; } });
      show();
    }
    names();
    choices[0].value = data.regions[0].code;
    choices[1].value = data.regions[Math.min(1, data.regions.length - 1)].code;
    choices.forEach(function (one) {
      one.addEventListener("change", function () {
        try { window.history.replaceState(null, "", "#" + choices[0].value + "/" + choices[1].value); } catch (refused) { /* some file viewers */ }
        show();
      });
    });
    window.addEventListener("hashchange", fromHash);
    page.onLanguage(function () { names(); show(); });
    fromHash();
  }
  page.packed("packed").then(function (told) {
    data = told;
    if (byId("entities")) { directory(); } else { compare(); }
    page.ready();
  });
})();
