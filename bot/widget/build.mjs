// From src/ to dist/widget.js: one classic script, minified, nothing fetched while it runs.
import { build } from "esbuild";

await build({
  entryPoints: ["src/main.ts"],
  outfile: "dist/widget.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  plugins: [minifiedCss()],
});

/** Style sheets as texts, without blanks and comments. */
function minifiedCss() {
  return {
    name: "minified-css",
    setup(host) {
      host.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const made = await host.esbuild.build({ entryPoints: [path], minify: true, write: false, target: "es2020" });
        return { contents: made.outputFiles[0].text.trim(), loader: "text" };
      });
    },
  };
}
