import { signal, type ReadonlySignal } from '@preact/signals';
import type { SearchHit } from '../../../lib/findings/scan';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';

/** How a search stands. */
export interface Search {
  readonly vulnerability: string;
  readonly hits: readonly SearchHit[];
  readonly state: 'reading' | 'more' | 'over';
  readonly problem?: Problem;
}

/** Finds the builds that have a vulnerability, page by page. */
export interface SearchModel {
  readonly search: ReadonlySignal<Search | undefined>;
  /** Begins anew. */
  readonly find: (vulnerability: string) => Promise<void>;
  /** Reads the next page, or the one that could not be read. */
  readonly more: () => Promise<void>;
}

/** A search that has not begun. */
export function createSearch(client: Client, scope: Scope): SearchModel {
  const search = signal<Search | undefined>(undefined);
  let question = 0;
  let token: string | undefined;
  const next = async (vulnerability: string, hits: readonly SearchHit[]): Promise<void> => {
    question += 1;
    const asked = question;
    search.value = { vulnerability, hits, state: 'reading' };
    const input = { vulnerability, ...(token !== undefined && { token }) };
    const answer = await client.call('findings.search', input, { scope });
    if (asked !== question) return;
    if (!answer.ok) {
      search.value = { vulnerability, hits, state: 'more', problem: answer.problem };
      return;
    }
    token = answer.value.value.nextToken;
    search.value = {
      vulnerability,
      hits: [...hits, ...answer.value.value.hits],
      state: token === undefined ? 'over' : 'more',
    };
  };
  return {
    search,
    async find(vulnerability) {
      token = undefined;
      await next(vulnerability, []);
    },
    async more() {
      const found = search.peek();
      if (found?.state === 'more') await next(found.vulnerability, found.hits);
    },
  };
}

/** An id as databases write it: CVEs have capital letters. */
export function idOf(typed: string): string {
  return typed.trim().replace(/^cve-/i, 'CVE-');
}
