import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

/** A source file, by its path from the root of the project, with `/` between folders. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface Import {
  /** The path of a file of the project, or the name of a package. */
  readonly target: string;
  /** Whether it is gone after compilation. */
  readonly typeOnly: boolean;
  /** Whether it is only evaluated when it is asked for. */
  readonly dynamic: boolean;
}

interface Facts {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly defaultExport: boolean;
  readonly usesBrowser: boolean;
  /** What would put input or markup into a page: `<input>`, `innerHTML` and the like. */
  readonly markup: readonly string[];
  /** AWS's operations that are sent, each with the function that runs the call. */
  readonly sends: readonly { readonly operation: string; readonly runner: string | undefined }[];
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The files of folders of the project that exist, with one of the endings. */
export function readSources(
  folders: readonly string[],
  endings: readonly string[],
): readonly SourceFile[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .flatMap((path) =>
      endings.some((ending) => path.endsWith(ending))
        ? [{ path, text: readFileSync(join(root, path), 'utf8') }]
        : [],
    );
}

function filesUnder(folder: string): readonly string[] {
  if (!statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Visits every node of a syntax tree. */
function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit);
  } else if (isNode(value)) {
    visit(value);
    for (const member of Object.values(value)) walk(member, visit);
  }
}

const testFunctions = new Set(['describe', 'it', 'test']);

/** The titles of the tests in a file, and of their groups, as they are written. */
export function testTitlesIn({ path, text }: SourceFile): readonly string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const titles: string[] = [];
  walk(program, (node) => {
    if (node.type !== 'CallExpression' || !testFunctions.has(calledBy(node['callee']))) return;
    const [title] = (node['arguments'] ?? []) as readonly unknown[];
    if (isNode(title) && typeof title['value'] === 'string') titles.push(title['value']);
  });
  return titles;
}

/** The name at the beginning of what is called: `it` of `it.each(rows)`. */
function calledBy(callee: unknown): string {
  if (!isNode(callee)) return '';
  return nameOf(callee) ?? calledBy(callee['callee'] ?? callee['object']);
}

const markupNames = /^(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)$/;

function factsOf(file: SourceFile, paths: ReadonlySet<string>): Facts {
  const { program, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const markup = new Set<string>();
  const sends = sendsOf(program);
  let defaultExport = false;
  let usesBrowser = false;
  const add = (source: unknown, typeOnly: boolean, dynamic = false) => {
    const specifier = isNode(source) ? source['value'] : undefined;
    if (typeof specifier !== 'string') return;
    imports.push({ target: resolve(file.path, specifier, paths), typeOnly, dynamic });
  };
  walk(program, (node) => {
    const kind = node['importKind'] ?? node['exportKind'];
    const specifiers = (node['specifiers'] ?? []) as readonly Node[];
    const types = (each: Node) => each['importKind'] === 'type' || each['exportKind'] === 'type';
    const typeOnly = kind === 'type' || (specifiers.length > 0 && specifiers.every(types));
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        add(node['source'], typeOnly);
        if (specifiers.some((each) => nameOf(each['exported']) === 'default')) defaultExport = true;
        break;
      case 'ImportExpression':
        add(node['source'], false, true);
        break;
      case 'TSImportType':
        add(node['source'] ?? node['argument'], true);
        break;
      case 'ExportDefaultDeclaration':
        defaultExport = true;
        break;
      case 'MemberExpression': {
        const object = nameOf(node['object']);
        const property = nameOf(node['property']);
        if (isApi(object) || (isGlobal(object) && isApi(property))) usesBrowser = true;
        break;
      }
      case 'JSXOpeningElement': {
        const element = nameOf(node['name']);
        if (element === 'input' || element === 'textarea') markup.add(`<${element}>`);
        break;
      }
      case 'JSXAttribute': {
        const attribute = nameOf(node['name']);
        if (attribute?.toLowerCase() === 'contenteditable') markup.add(attribute);
        break;
      }
      case 'CallExpression': {
        const [first] = (node['arguments'] ?? []) as readonly unknown[];
        const tag = isNode(first) ? first['value'] : undefined;
        if (tag === 'input' || tag === 'textarea') markup.add(`'${tag}'`);
        break;
      }
      default:
    }
    const name = nameOf(node);
    if (name === 'contentEditable' || (name !== undefined && markupNames.test(name))) {
      markup.add(name);
    }
  });
  const lines = file.text.trimEnd().split('\n').length;
  return {
    path: file.path,
    lines,
    imports,
    defaultExport,
    usesBrowser,
    markup: [...markup],
    sends,
  };
}

/**
 * Every operation of AWS that a call names, as in `{ operation: 'GetImage' }`, with the name of the
 * function of a service around it, if any. Identifiers of the product's own have a point in them.
 */
function sendsOf(program: unknown): Facts['sends'] {
  const found: { operation: string; runner: string | undefined }[] = [];
  const visit = (value: unknown, runner: string | undefined): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, runner);
      return;
    }
    if (!isNode(value)) return;
    const callee = value.type === 'CallExpression' ? value['callee'] : undefined;
    const name = isNode(callee) ? nameOf(callee['property'] ?? callee) : undefined;
    const within = name === 'run' || name === 'change' ? name : runner;
    const isNamed = value.type === 'Property' && nameOf(value['key']) === 'operation';
    const operation = isNamed && isNode(value['value']) ? value['value']['value'] : undefined;
    if (typeof operation === 'string' && /^[A-Z]\w+$/.test(operation)) {
      found.push({ operation, runner: within });
    }
    for (const member of Object.values(value)) visit(member, within);
  };
  visit(program, undefined);
  return found;
}

function nameOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  const name = value['name'] ?? (value.type === 'Literal' ? value['value'] : undefined);
  return typeof name === 'string' ? name : undefined;
}

function isApi(name: string | undefined): boolean {
  return name === 'browser' || name === 'chrome';
}

function isGlobal(name: string | undefined): boolean {
  return name === 'globalThis' || name === 'window' || name === 'self';
}

function resolve(from: string, specifier: string, paths: ReadonlySet<string>): string {
  const own = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.') && posix.join(posix.dirname(from), specifier);
  if (!own) return specifier;
  const candidates = [own, `${own}.ts`, `${own}.tsx`, `${own}/index.ts`, `${own}/index.tsx`];
  return candidates.find((path) => paths.has(path)) ?? own;
}

const inPage = /^components\/(?:panel|light)\/|^entrypoints\/[^/]+\.content[./]/;

/** What no code that runs in a page may bring along, because of its size or of what it can do. */
const notInPage =
  /^(?:valibot|papaparse|@cloudscape-design|@aws-sdk|lib\/operations|lib\/aws|lib\/perform|lib\/worker)(?:[/.]|$)/;

/** What only documents need, and the worker shall not have to load. */
const notInWorker = /^(?:papaparse|preact|@preact|@cloudscape-design|components)(?:[/.]|$)/;

/** How the files break the rules on which part may use what; one line for each break. */
export function violationsOf(files: readonly SourceFile[]): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const facts = new Map(files.map((file) => [file.path, factsOf(file, paths)]));
  return [...facts.values()].flatMap((each) => [
    ...importViolations(each),
    ...contentViolations(each),
    ...(inPage.test(each.path) ? baggageOf(each, facts, notInPage, 'not in a page') : []),
    ...(each.path === 'lib/worker.ts' || each.path === 'lib/perform.ts'
      ? baggageOf(each, facts, notInWorker, 'not in the worker')
      : []),
  ]);
}

function importViolations({ path, imports }: Facts): readonly string[] {
  return imports.flatMap(({ target, typeOnly, dynamic }) => {
    const broken: string[] = [];
    const forbid = (when: boolean, why: string) => {
      if (when) broken.push(`${path} imports ${target}: ${why}`);
    };
    const inLib = path.startsWith('lib/');
    forbid(
      /^(?:wxt\/browser|webextension-polyfill)/.test(target) && !path.startsWith('lib/platform/'),
      'only lib/platform may',
    );
    forbid(target.startsWith('@aws-sdk/'), 'only tests may');
    forbid(
      target === 'lib/problems/explain' && path.startsWith('components/panel/'),
      'a page explains what it meets by explain-met',
    );
    forbid(target.startsWith('@smithy/') && !path.startsWith('lib/aws/'), 'only lib/aws may');
    forbid(target === 'papaparse' && path !== 'lib/csv.ts', 'only lib/csv.ts may');
    forbid(inLib && /^(?:@?preact(?:\/|$)|react(?:-dom)?(?:\/|$))/.test(target), 'lib may not');
    forbid(inLib && /^(?:components|entrypoints)\//.test(target), 'lib may not');
    forbid(
      path.startsWith('components/') && target.startsWith('entrypoints/'),
      'components may not',
    );
    forbid(
      !typeOnly && target === 'lib/operations/handlers.ts' && path !== 'lib/perform.ts',
      'only lib/perform.ts may',
    );
    forbid(
      !typeOnly &&
        target.startsWith('lib/operations/handlers/') &&
        !/^lib\/operations\/handlers[./]/.test(path),
      'only lib/operations/handlers.ts may',
    );
    forbid(
      !typeOnly && target === 'lib/perform.ts' && !(path === 'lib/worker.ts' && dynamic),
      'only the worker may, and only when it is needed',
    );
    return broken;
  });
}

/** By its name an operation of AWS that changes nothing: everything else may. */
const reading = /^(?:Describe|List|Get|BatchGet|Search|AssumeRole)/;

function contentViolations(facts: Facts): readonly string[] {
  const {
    path,
    lines,
    sends,
    defaultExport,
    usesBrowser,
    markup: [...markup],
  } = facts;
  const broken: string[] = [];
  const inEntrypoints = path.startsWith('entrypoints/');
  if (usesBrowser && !path.startsWith('lib/platform/'))
    broken.push(`${path} uses the browser’s API`);
  if (defaultExport && !inEntrypoints) broken.push(`${path} has a default export`);
  if (inEntrypoints && lines >= 60) broken.push(`${path} has ${lines} lines`);
  for (const { operation, runner } of sends) {
    const right = reading.test(operation) ? 'run' : 'change';
    if (runner !== right) broken.push(`${path} sends ${operation} outside of ${right}()`);
  }
  if (inPage.test(path)) broken.push(...markup.map((name) => `${path} has ${name}`));
  return broken;
}

/** What a file brings along that it may not, itself or by what it imports as values. */
function baggageOf(
  start: Facts,
  facts: ReadonlyMap<string, Facts>,
  forbidden: RegExp,
  why: string,
): readonly string[] {
  const broken: string[] = [];
  const seen = new Set<string>([start.path]);
  const visit = (from: Facts, way: readonly string[]) => {
    for (const { target, typeOnly } of from.imports) {
      if (typeOnly || seen.has(target)) continue;
      seen.add(target);
      if (forbidden.test(target)) {
        broken.push(`${[...way, target].join(' > ')}: ${why}`);
        continue;
      }
      const next = facts.get(target);
      if (next) visit(next, [...way, target]);
    }
  };
  visit(start, [start.path]);
  return broken;
}
