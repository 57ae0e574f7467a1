import { toFinding } from '../lib/aws/image-builder-findings';
import { hasMembers, memberIn, textIn } from '../lib/aws/members';
import type { Finding } from '../lib/findings/finding';
import { failed, ok, type Result } from '../lib/result';
import { countOf } from '../lib/words';

/** The findings of a file, and in sentences what makes them doubtful. */
export interface FindingsFile {
  readonly findings: readonly Finding[];
  readonly doubts: readonly string[];
}

/**
 * Reads what the AWS CLI or an SDK wrote of ListImageScanFindings: a list of findings, an answer
 * with one, or a list of such answers. What cannot be read is said in a sentence that begins with
 * what the file is called.
 */
export function readFindings(label: string, text: string): Result<FindingsFile, string> {
  if (text.trim() === '') return failed(`${label} is empty.`);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return failed(`${label} is not JSON.`);
  }
  const pages = pagesOf(content);
  if (!pages) return failed(`${label} has no list of findings.`);
  const entries = pages.flatMap(({ entries: some }) => some);
  const odd = entries.findIndex((entry) => !hasMembers(entry));
  if (odd !== -1) return failed(`Entry ${odd + 1} of ${label} is not a finding.`);
  return ok({
    findings: entries.map(toFinding),
    doubts: [...unfinished(label, pages), ...mixed(label, entries)],
  });
}

interface Page {
  readonly entries: readonly unknown[];
  readonly goesOn: boolean;
}

function pagesOf(content: unknown): readonly Page[] | undefined {
  if (!Array.isArray(content)) {
    const page = pageOf(content);
    return page && [page];
  }
  const list: readonly unknown[] = content;
  const pages = list.flatMap((each) => pageOf(each) ?? []);
  if (pages.length > 0 && pages.length === list.length) return pages;
  return [{ entries: list, goesOn: false }];
}

function pageOf(content: unknown): Page | undefined {
  const entries = memberIn(content, 'findings');
  if (!Array.isArray(entries)) return undefined;
  // The CLI has its own token where it was told to stop after some items.
  const token = textIn(content, 'nextToken') ?? textIn(content, 'NextToken');
  return { entries, goesOn: token !== undefined };
}

function unfinished(label: string, pages: readonly Page[]): readonly string[] {
  if (!pages.at(-1)?.goesOn) return [];
  return [`${label} ends with a token for more findings, which are missing in it.`];
}

function mixed(label: string, entries: readonly unknown[]): readonly string[] {
  const builds = new Set(entries.map((each) => textIn(each, 'imageBuildVersionArn')));
  builds.delete(undefined);
  if (builds.size < 2) return [];
  return [`${label} has findings of ${countOf(builds.size, 'build')}, which are taken as one.`];
}
