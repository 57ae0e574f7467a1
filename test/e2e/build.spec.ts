import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { build as buildExtension } from 'wxt';

const root = path.join(import.meta.dirname, '../..');
const output = path.join(root, '.output');
const builds = ['chrome-mv3', 'firefox-mv3'] as const;

function filesOf(build: string): Readonly<Record<string, string>> {
  const folder = path.join(output, build);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'latin1')]),
  );
}

/** The SHA-256 of every file of a build, by its path. */
function hashesOf(build: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(filesOf(build)).map(([name, content]) => [
      name,
      createHash('sha256').update(content, 'latin1').digest('hex'),
    ]),
  );
}

function manifestOf(build: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(output, build, 'manifest.json'), 'utf8')) as Record<
    string,
    unknown
  >;
}

test('T16: permissions, hosts and policies are in the manifests that were reviewed', () => {
  for (const each of builds) {
    expect(`${JSON.stringify(manifestOf(each), null, 2)}\n`).toMatchSnapshot(`${each}.json`);
  }
});

test('T16: nothing runs a text as code, and nothing fetches code', () => {
  for (const each of builds) {
    const scripts = Object.entries(filesOf(each)).filter(([name]) => name.endsWith('.js'));
    expect(scripts.length, each).toBeGreaterThan(2);
    for (const [name, content] of scripts) {
      expect(content, name).not.toMatch(/\bnew Function\(|[^.\w]eval\(/);
      expect(content, name).not.toMatch(/\bimport\(\s*["'`]https?:/);
      expect(content, name).not.toMatch(/\bimportScripts\(/);
      expect(content, name).not.toMatch(/new DOMParser/);
    }
    const documents = Object.entries(filesOf(each)).filter(([name]) => name.endsWith('.html'));
    expect(documents.length, each).toBeGreaterThan(1);
    for (const [name, content] of documents) {
      expect(content, name).not.toMatch(/(?:src|href)=["']?(?:https?:)?\/\/[a-z]/i);
    }
  }
});

test('T5: no document of the extension can be opened, framed or read from the web', () => {
  for (const each of builds) {
    const manifest = manifestOf(each);
    expect(manifest['web_accessible_resources'], each).toBeUndefined();
    expect(manifest['sandbox'], each).toBeUndefined();
    const { extension_pages: policy } = manifest['content_security_policy'] as {
      readonly extension_pages: string;
    };
    expect(policy.split('; '), each).toContain("frame-ancestors 'none'");
  }
});

test('T7: no listener of the worker is for other extensions', () => {
  for (const each of builds) {
    const manifest = manifestOf(each);
    if (each === 'chrome-mv3') expect(manifest['externally_connectable']).toEqual({ ids: [] });
    for (const [name, content] of Object.entries(filesOf(each))) {
      if (!name.endsWith('.js')) continue;
      expect(content, `${each}/${name}`).not.toMatch(/on(?:Message|Connect)External\.addListener/);
    }
  }
});

test('T16: whoever builds it again gets the same files', async () => {
  const folder = mkdtempSync(path.join(output, 'again-'));
  try {
    const again = path.basename(folder);
    await buildExtension({ root, browser: 'chrome', mode: 'production', outDirTemplate: again });
    expect(Object.keys(hashesOf(again)).length).toBeGreaterThan(5);
    expect(hashesOf(again)).toEqual(hashesOf('chrome-mv3'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the test build differs from the real one in the granted hosts alone', () => {
  const { 'manifest.json': _real, ...real } = filesOf('chrome-mv3');
  const { 'manifest.json': _test, ...tested } = filesOf('chrome-mv3-test');
  expect(Object.keys(tested).toSorted()).toEqual(Object.keys(real).toSorted());
  for (const [name, content] of Object.entries(real)) {
    expect(tested[name] === content, `${name} is the same`).toBe(true);
  }
  const { optional_host_permissions: optional, ...rest } = manifestOf('chrome-mv3');
  const { host_permissions: granted, ...restOfTest } = manifestOf('chrome-mv3-test');
  expect(restOfTest).toEqual(rest);
  expect(granted).toEqual(optional);
});
