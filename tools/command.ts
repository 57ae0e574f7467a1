import { parseArgs } from 'node:util';
import { compareFindings } from '../lib/findings/compare';
import type { GateRule } from '../lib/findings/judgement';
import type { Finding } from '../lib/findings/finding';
import { failed, ok, type Result } from '../lib/result';
import { decodeText } from './decode';
import type { Formats } from './formats';
import { readFindings } from './read-findings';
import { reportOfFiles } from './report';
import { gateLine, readRule, ruleHelp } from './rule';
import { plainText, summaryOf } from './summary';

/** What the command is made of. */
export interface CommandParts {
  readonly formats: Formats;
  readonly read: (file: string) => Promise<Uint8Array>;
  readonly write: (file: string, text: string) => Promise<void>;
  /** Where results go, and where what is wrong. */
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
  /** In epoch milliseconds. */
  readonly now: () => number;
}

/** What the command ends with: a rule failed, or it was called or fed wrongly. */
const gateFailed = 1;
const misused = 2;

/**
 * Compares the findings of two files, prints what came of it and writes it as it is asked to. Gives
 * the exit code: 0, 1 when the rule failed that was asked for, or 2 when it was called wrongly or a file
 * cannot be read or written.
 */
export async function runCompare(words: readonly string[], parts: CommandParts): Promise<number> {
  const done = await compare(words, parts);
  if (done.ok) return done.value === 'failed' ? gateFailed : 0;
  parts.complain(`${plainText(done.problem)}\n`);
  return misused;
}

async function compare(
  words: readonly string[],
  { formats, read, write, say, complain, now }: CommandParts,
): Promise<Result<'passed' | 'failed', string>> {
  const request = readWords(words, formats);
  if (!request.ok) return request;
  if (request.value === 'help') {
    say(`${usageOf(formats)}\n`);
    return ok('passed');
  }
  const { base, target, outputs, rule } = request.value;
  const sides: (readonly Finding[])[] = [];
  for (const file of [base, target]) {
    const side = await readFile(file, read);
    if (!side.ok) return side;
    for (const doubt of side.value.doubts) complain(`${plainText(doubt)}\n`);
    sides.push(side.value.findings);
  }
  const [before = [], after = []] = sides;
  const comparison = compareFindings({ findings: before }, { findings: after });
  const labels = { base, target };
  say(summaryOf(comparison, labels));
  const report = reportOfFiles(comparison, labels, now(), rule ? [rule] : []);
  for (const outcome of report.gate) say(`${gateLine(outcome)}\n`);
  for (const [name, file] of outputs) {
    const text = formats[name]?.(report) ?? '';
    try {
      await write(file, text);
    } catch (error) {
      return failed(`${file} cannot be written${reasonOf(error)}.`);
    }
  }
  return ok(report.gate.every(({ passed }) => passed) ? 'passed' : 'failed');
}

async function readFile(file: string, read: CommandParts['read']) {
  let text: string;
  try {
    // A file can be larger than any text.
    text = decodeText(await read(file));
  } catch (error) {
    return failed(`${file} cannot be read${reasonOf(error)}.`);
  }
  return readFindings(file, text);
}

/** The system's code, such as `ENOENT`. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}

interface Request {
  readonly base: string;
  readonly target: string;
  /** By the name of the format, the file to write. */
  readonly outputs: readonly (readonly [format: string, file: string])[];
  /** What fails the comparison. */
  readonly rule: GateRule | undefined;
}

function readWords(words: readonly string[], formats: Formats): Result<Request | 'help', string> {
  const names = Object.keys(formats);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...options, help: { type: 'boolean' }, 'fail-on': { type: 'string' } },
      allowPositionals: true,
    });
    if (values.help === true) return ok('help');
    const [base, target, ...others] = positionals;
    if (base === undefined || target === undefined || others.length > 0) {
      return failed(`Name two files to compare. ${usageOf(formats)}`);
    }
    const given: Readonly<Record<string, unknown>> = values;
    const outputs = names.flatMap((name) => {
      const file = given[name];
      return typeof file === 'string' ? [[name, file] as const] : [];
    });
    const asked = values['fail-on'];
    const rule = typeof asked === 'string' ? readRule(asked) : undefined;
    if (asked !== undefined && !rule) return failed(`${ruleHelp} ${usageOf(formats)}`);
    return ok({ base, target, outputs, rule });
  } catch (error) {
    // The first sentence says what is wrong, the others how to pass such a word all the same.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return failed(`${said}. ${usageOf(formats)}`);
  }
}

function usageOf(formats: Formats): string {
  const options = Object.keys(formats).map((name) => ` [--${name} FILE]`);
  return `Usage: npm run --silent compare -- BASE TARGET [--fail-on RULE]${options.join('')}`;
}
