// Draws every chart from the JSON beside it, and again at the width of the paper when the page is printed.
(function () {
  "use strict";
  var charts = Array.prototype.slice.call(document.querySelectorAll("[data-chart]"));
  if (typeof Plotly === "undefined") { return; }
  var PAPER = 660, MOST = 300;
  function fit(layout, width) {
    // Where room is small names of axes and legends take less of it.
    var small = width < 520;
    var title = layout.xaxis && layout.xaxis.title;
    if (small && title && title.text) { title.text = title.text.replace(/ \(|（/, function (open) { return "<br>" + open.trim(); }); }
    layout.font = Object.assign({}, layout.font, { size: small ? 11 : 13 });
    (layout.annotations || []).forEach(function (note) {
      if (small && note.font) { note.font.size = 10; }
    });
    return layout;
  }
  function spec(box) { return JSON.parse(document.getElementById(box.dataset.chart).textContent); }
  function draw(box) {
    var chart = spec(box);
    Plotly.newPlot(box, chart.data, fit(chart.layout, box.clientWidth), chart.config);
  }
  function paper() {
    charts.forEach(function (box) {
      // Two charts fit on a page; those of many rows need their height.
      var height = parseInt(box.dataset.height, 10);
      height = height <= 450 ? Math.min(height, MOST) : Math.min(height, 720);
      box.style.height = height + "px";
      Plotly.relayout(box, { autosize: false, width: PAPER, height: height, "font.size": height > 450 ? 10 : 12 });
    });
  }
  function screen() {
    charts.forEach(function (box) {
      box.style.height = box.dataset.height + "px";
      Plotly.relayout(box, { autosize: true, width: null, height: null, "font.size": box.clientWidth < 520 ? 11 : 13 }).then(function () { Plotly.Plots.resize(box); });
    });
  }
  charts.forEach(draw);
  window.addEventListener("beforeprint", paper);
  window.addEventListener("afterprint", screen);
  var list = document.querySelector("nav details");
  if (list && window.innerWidth < 1100) { list.removeAttribute("open"); }
  document.documentElement.dataset.drawn = String(charts.length);
})();
