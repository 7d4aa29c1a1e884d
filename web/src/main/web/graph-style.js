/** How the graph looks, from the page's own design tokens: read anew when the theme changes. */

const COLOURS = 8;

export function readTokens() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  return {
    text: token("--text"),
    muted: token("--text-muted"),
    canvas: token("--canvas"),
    edge: token("--edge"),
    edgeStrong: token("--edge-strong"),
    accent: token("--accent"),
    flash: token("--flash"),
    font: getComputedStyle(document.body).fontFamily,
    kinds: Array.from({ length: COLOURS }, (_, i) => token(`--kind-${i}`)),
  };
}

export function graphStyle(tokens, calm) {
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        "background-color": (node) => tokens.kinds[node.data("kind")],
        "border-width": 2,
        "border-color": tokens.canvas,
        label: "data(label)",
        color: tokens.text,
        "font-family": tokens.font,
        "font-size": "data(font)",
        "min-zoomed-font-size": 8.5,
        "text-valign": "bottom",
        "text-margin-y": 5,
        "text-wrap": "ellipsis",
        "text-max-width": (node) => `${10 * node.data("font")}px`,
        "text-outline-color": tokens.canvas,
        "text-outline-width": 2.5,
        "underlay-color": tokens.flash,
        "underlay-opacity": 0,
        "underlay-padding": 9,
        "underlay-shape": "ellipse",
        "overlay-opacity": 0,
        "transition-property": "underlay-opacity, opacity",
        "transition-duration": calm ? 0 : 350,
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.25,
        "line-color": tokens.edge,
        "target-arrow-color": tokens.edge,
        "source-arrow-color": tokens.edge,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.75,
        "curve-style": "bezier",
        "control-point-step-size": 34,
        "loop-direction": "-45deg",
        color: tokens.muted,
        "font-family": tokens.font,
        "font-size": 10,
        "min-zoomed-font-size": 7,
        "text-rotation": "autorotate",
        "text-outline-color": tokens.canvas,
        "text-outline-width": 3,
        "overlay-opacity": 0,
        "transition-property": "opacity, line-color",
        "transition-duration": calm ? 0 : 250,
      },
    },
    { selector: "edge[?both]", style: { "source-arrow-shape": "triangle" } },
    { selector: "edge.named", style: { label: "data(label)" } },
    {
      selector: "node[?missing]",
      style: {
        "background-color": tokens.canvas,
        "border-style": "dashed",
        "border-width": 1.5,
        "border-color": tokens.muted,
        color: tokens.muted,
      },
    },
    { selector: "node.hover", style: { "border-color": tokens.accent } },
    {
      selector: "edge.near",
      style: {
        width: 1.75,
        "line-color": tokens.edgeStrong,
        "target-arrow-color": tokens.edgeStrong,
        "source-arrow-color": tokens.edgeStrong,
        "z-index": 5,
      },
    },
    { selector: ".faded", style: { opacity: 0.22 } },
    { selector: "edge.between", style: { opacity: 0.55 } },
    { selector: "node.match", style: { "border-color": tokens.accent, "border-width": 3 } },
    {
      selector: "node.chosen",
      style: {
        "border-color": tokens.canvas,
        "border-width": 3,
        "outline-color": tokens.accent,
        "outline-width": 2.5,
        "outline-offset": 1,
        "font-size": 14,
        "font-weight": 600,
        "text-max-width": "180px",
        "text-outline-width": 4,
        "text-margin-y": 8,
        "z-index": 10,
      },
    },
    { selector: "node.flash", style: { "underlay-opacity": 0.4 } },
  ];
}
