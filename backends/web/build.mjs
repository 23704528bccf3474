// Makes one page of the sources here and of the packages in a folder: node build.mjs FOLDER PAGE
// What depends on the program is left open: {{name}}, {{summary}} and {{program}} (page.cpp).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, page] = process.argv.slice(2).map(argument => resolve(argument));
const sources = dirname(fileURLToPath(import.meta.url));
const esbuild = createRequire(join(folder, 'package.json'))('esbuild');
const packages = new Set();

async function bundle(entry, define = {}) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [join(sources, entry)], nodePaths: [join(folder, 'node_modules')], absWorkingDir: folder, define,
    bundle: true, minify: true, write: false, metafile: true, format: 'iife', target: 'es2022', charset: 'utf8',
    legalComments: 'none',
  });
  for (const input of Object.keys(metafile.inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
    if (found) packages.add(found[1]);
  }
  return outputFiles[0].text.trim();
}

// Every copy of a package comes with its license, and so does a page.
function license(name) {
  const place = join(folder, 'node_modules', name);
  const files = readdirSync(place).filter(file => /^licen[sc]e/i.test(file)).sort();
  const file = files.find(each => /mit/i.test(each)) ?? files[0];
  const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${readFileSync(join(place, file), 'utf8').trim()}\n`;
}

const worker = await bundle('program.js');
const parts = {
  script: await bundle('page.js', {
    WORKER_SOURCE: JSON.stringify(worker),
    // The editor would keep its history where all pages of a site share it.
    'window.localStorage': 'undefined',
  }),
  style: await bundle('page.css'),
};
const licenses = [...packages].sort().map(license).join('\n');
const text = readFileSync(join(sources, 'page.html'), 'utf8')
  .replace(/\{\{(script|style)\}\}/g, (whole, part) => parts[part])
  .replace('</head>', () => `<!--\nWritten by weft. What it is made of besides:\n\n${licenses}-->\n</head>`);
writeFileSync(page, text);
