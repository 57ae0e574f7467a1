import { readFile, writeFile } from 'node:fs/promises';
import { runCompare } from './command';
import { formats } from './formats';

/** Compares two files of findings: `npm run --silent compare -- base.json target.json`. */
process.exitCode = await runCompare(process.argv.slice(2), {
  formats,
  read: (file) => readFile(file),
  write: (file, text) => writeFile(file, text),
  say: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  now: Date.now,
});
