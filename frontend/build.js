// Builds what the site serves: one minified stylesheet and the two font files (Latin, and the rest for Welsh ŵ and ŷ).
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { browserslistToTargets, transform } from "lightningcss";
import { compile } from "sass";

const target = "../src/headwater/web/ui/static/headwater/";
const fonts = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-";

mkdirSync(`${target}fonts`, { recursive: true });
for (const [part, name] of [["latin", "latin"], ["latin-ext", "latin-ext"]]) {
  copyFileSync(`${fonts}${part}-wght-normal.woff2`, `${target}fonts/hyperlegible-next-${name}.woff2`);
}
const { css } = compile("theme.scss", { quietDeps: true });
const { code } = transform({
  filename: "headwater.css",
  code: Buffer.from(css),
  minify: true,
  targets: browserslistToTargets(["chrome 90", "firefox 90", "safari 14"]),
});
writeFileSync(`${target}headwater.css`, code);
console.log(`headwater.css: ${code.length} bytes, ${gzipSync(code).length} gzipped`);
