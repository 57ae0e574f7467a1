// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { AccountsProvider } from '@/components/desk/accounts';
import { JudgeButton } from '@/components/desk/findings/judgements/judge-button';
import { JudgementsView } from '@/components/desk/findings/judgements/judgements-view';
import { UnmatchedJudgements } from '@/components/desk/findings/judgements/unmatched-judgements';
import { DeskProvider, type DeskPlace } from '@/components/desk/parts';
import { firstRules } from '@/lib/findings/book';
import type { FindingsBook, Judgement } from '@/lib/findings/judgement';
import { writeJudgements } from '@/lib/findings/judgements-file';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { ComponentChildren } from 'preact';
import { judgementOf, ruleOf, uuidOf } from '../../support/judgements';
import { noon, present } from '../../support/values';
import { fakeClient, flush } from '../fakes';

afterEach(cleanup);

const bookOf = (more: Partial<FindingsBook> = {}): FindingsBook => ({
  judgements: [],
  rules: firstRules,
  pins: [],
  ...more,
});

async function show(children: ComponentChildren, first: FindingsBook = bookOf()) {
  let book = first;
  const worker = fakeClient({
    'accounts.list': () => ({ value: [] }),
    'findings.book': () => ({ value: book }),
    'findings.judge': () => ({ value: null }),
    'findings.unjudge': () => ({ value: null }),
    'findings.set-rules': () => ({ value: null }),
  });
  const listeners: ((event: ProductEvent) => void)[] = [];
  const desk: DeskPlace = {
    client: worker.client,
    now: () => noon,
    later: () => () => undefined,
    onEvent: (listen) => void listeners.push(listen),
    hasHostAccess: async () => true,
    requestHostAccess: async () => true,
    requestNotifications: async () => true,
    closeWindow: () => undefined,
    dialog: false,
    go: () => undefined,
  };
  render(
    <DeskProvider value={desk}>
      <AccountsProvider>{children}</AccountsProvider>
    </DeskProvider>,
  );
  await act(flush);
  return {
    inputs: (id: string) => worker.calls(id).map(({ input }) => input),
    /** Another window has changed the book. */
    async change(next: FindingsBook) {
      book = next;
      await act(async () => {
        for (const listen of listeners) listen({ event: 'findings-book-changed' });
        await flush();
      });
    },
  };
}

async function press(name: string | RegExp, index = 0) {
  await act(async () => {
    fireEvent.click(present(screen.getAllByRole('button', { name })[index]));
    await flush();
  });
}

async function choose(role: 'radio' | 'checkbox', name: string | RegExp) {
  await act(async () => {
    fireEvent.click(screen.getByRole(role, { name }));
    await flush();
  });
}

async function type(name: string, value: string) {
  await act(async () => {
    fireEvent.input(screen.getByRole('textbox', { name }), { target: { value } });
    await flush();
  });
}

async function pick(field: string, option: string) {
  await act(async () => {
    fireEvent.mouseDown(screen.getByRole('button', { name: new RegExp(`^${field}`) }));
    await flush();
  });
  await act(async () => {
    fireEvent.mouseUp(screen.getByRole('option', { name: option }));
    await flush();
  });
}

const text = () => document.body.textContent ?? '';
const rowsOf = (table: string) =>
  within(screen.getByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);

describe('the button that judges', () => {
  const subject = { vulnerability: 'CVE-1', image: 'office', packages: ['curl', 'zlib'] };

  it('records what was entered, for the image at hand unless somebody says otherwise', async () => {
    const { inputs } = await show(<JudgeButton {...subject} judgement={undefined} />);
    await press('Judge CVE-1');
    await type('Reason', ' Not reachable ');
    await press('Save');
    expect(inputs('findings.judge')).toEqual([
      {
        judgements: [
          {
            id: expect.stringMatching(/^[\da-f-]{36}$/),
            vulnerability: 'CVE-1',
            image: 'office',
            state: 'not-affected',
            reason: 'Not reachable',
            at: noon,
          },
        ],
      },
    ]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('asks for a reason, and for the last day of what is accepted', async () => {
    const { inputs } = await show(<JudgeButton {...subject} judgement={undefined} />);
    await press('Judge CVE-1');
    await choose('radio', /^Accepted/);
    expect(text()).not.toContain('Others who read this will ask');
    await press('Save');
    expect(text()).toContain('Why is that so? Others who read this will ask.');
    expect(text()).toContain('Until which day is it accepted?');
    await type('Reason', 'No network');
    await type('Accepted until', '2026-07-31');
    expect(text()).toContain('This day is over.');
    await press('Save');
    expect(inputs('findings.judge')).toEqual([]);
    await type('Accepted until', '2026-08-01');
    await press('Save');
    expect(inputs('findings.judge')).toEqual([
      { judgements: [expect.objectContaining({ state: 'accepted', until: '2026-08-01' })] },
    ]);
  });

  it('can be about all images, and about one package', async () => {
    const { inputs } = await show(<JudgeButton {...subject} judgement={undefined} />);
    await press('Judge CVE-1');
    await pick('Images', 'All images');
    await pick('Packages', 'Only zlib');
    await type('Reason', 'x');
    await press('Save');
    const [input] = inputs('findings.judge') as { readonly judgements: readonly Judgement[] }[];
    const [judgement] = present(input).judgements;
    expect(judgement).toMatchObject({ package: 'zlib' });
    expect(judgement).not.toHaveProperty('image');
  });

  it('changes and removes what is recorded', async () => {
    const judgement = judgementOf({ state: 'in-work', image: 'office', reason: 'Being rebuilt' });
    const { inputs } = await show(<JudgeButton {...subject} judgement={judgement} />);
    await press('Edit judgement of CVE-1');
    await type('Reason', 'Rebuilt tomorrow');
    await press('Save');
    expect(inputs('findings.judge')).toEqual([
      { judgements: [{ ...judgement, reason: 'Rebuilt tomorrow', at: noon }] },
    ]);
    await press('Edit judgement of CVE-1');
    await press('Remove judgement');
    expect(inputs('findings.unjudge')).toEqual([{ ids: [judgement.id] }]);
  });
});

describe('the list of judgements', () => {
  const judgements = [
    judgementOf({
      id: uuidOf(2),
      vulnerability: 'CVE-2',
      reason: '<b>Markup</b>',
      package: 'curl',
    }),
    judgementOf({ id: uuidOf(1), state: 'accepted', until: '2026-07-31', image: 'office' }),
  ];

  it('says what each is about, and which have expired', async () => {
    await show(<JudgementsView />, bookOf({ judgements }));
    const rows = rowsOf('Judgements');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('CVE-1All packages in officeAccepted, expired 2026-07-31');
    expect(rows[1]).toContain('CVE-2curl in all imagesNot affected<b>Markup</b>');
  });

  it('can be narrowed down by anything that it shows', async () => {
    await show(<JudgementsView />, bookOf({ judgements }));
    await act(async () => {
      fireEvent.input(screen.getByRole('searchbox', { name: 'Find judgements' }), {
        target: { value: 'expired' },
      });
      await flush();
    });
    expect(rowsOf('Judgements')).toHaveLength(1);
    expect(text()).toContain('1 of 2 judgements');
  });

  it('removes those that are selected, once that is confirmed', async () => {
    const { inputs } = await show(<JudgementsView />, bookOf({ judgements }));
    await choose('checkbox', 'Select CVE-2, curl in all images');
    await press('Remove');
    expect(inputs('findings.unjudge')).toEqual([]);
    await act(async () => {
      const dialog = screen.getByRole('dialog', { name: 'Remove 1 judgement?' });
      fireEvent.click(within(dialog).getByRole('button', { name: 'Remove' }));
      await flush();
    });
    expect(inputs('findings.unjudge')).toEqual([{ ids: [uuidOf(2)] }]);
  });

  it('is as it is now when another window has changed it', async () => {
    const { change } = await show(<JudgementsView />);
    expect(text()).toContain('Nothing was judged yet.');
    await change(bookOf({ judgements }));
    expect(rowsOf('Judgements')).toHaveLength(2);
  });

  it('imports a file after saying what it would do', async () => {
    const [held, other] = judgements as [Judgement, Judgement];
    const { inputs } = await show(<JudgementsView />, bookOf({ judgements: [held] }));
    await press('Import');
    const file = new File(
      [writeJudgements([held, { ...other, at: noon + 5 }, { ...other, id: 'none' }])],
      'team.json',
    );
    const input = present(document.querySelector('input[type=file]'));
    Object.defineProperty(input, 'files', { value: [file], writable: true });
    await act(async () => {
      // The library has an input event in place of this one.
      fireEvent(input, new Event('change', { bubbles: true }));
      await flush();
    });
    expect(await screen.findByText('1 to add, 1 unchanged, 1 refused.')).not.toBeNull();
    expect(text()).toContain('Entry 3: The id is no UUID.');
    await press('Import 1 judgement');
    expect(inputs('findings.judge')).toEqual([{ judgements: [{ ...other, at: noon }] }]);
    expect(screen.getByRole('status', { name: '' }).textContent).toContain('1 judgement imported.');
  });
});

describe('the rules of the gate', () => {
  const rules = [
    ruleOf({ id: uuidOf(1), title: 'First' }),
    ruleOf({ id: uuidOf(2), title: 'Other' }),
  ];

  it('are added with a name of what they say', async () => {
    const { inputs } = await show(<JudgementsView />, bookOf({ rules: [] }));
    expect(text()).toContain('There are no rules, so that there is no gate.');
    await press('Add rule');
    await choose('radio', 'All that the build has');
    await choose('radio', 'High or worse');
    await choose('checkbox', 'Only what has a fix available');
    await press('Save');
    expect(inputs('findings.set-rules')).toEqual([
      {
        rules: [
          {
            id: expect.stringMatching(/^[\da-f-]{36}$/),
            title: 'No high or worse',
            of: 'all',
            severity: 'high',
            fixAvailable: false,
          },
        ],
      },
    ]);
  });

  it('are changed in their place, and removed', async () => {
    const { inputs } = await show(<JudgementsView />, bookOf({ rules }));
    expect(rowsOf('Rules of the gate')[0]).toContain('FirstFails when a new vulnerability');
    await press('Edit First');
    await type('Name', 'Renamed');
    await press('Save');
    await press('Remove Other');
    expect(inputs('findings.set-rules')).toEqual([
      { rules: [{ ...rules[0], title: 'Renamed' }, rules[1]] },
      { rules: [rules[0]] },
    ]);
  });
});

it('lists the judgements that do nothing in a comparison, and nothing when all do', async () => {
  await show(
    <UnmatchedJudgements
      unmatched={[
        judgementOf({ id: uuidOf(1) }),
        judgementOf({ id: uuidOf(2), vulnerability: 'CVE-2' }),
      ]}
      expired={[judgementOf({ state: 'accepted', until: '2026-07-31' })]}
    />,
  );
  expect(text()).toContain('2 judgements match nothing in either build.');
  expect(text()).toContain('1 judgement expired: what it accepts is counted again.');
  expect(text()).toContain('CVE-1: Accepted until 2026-07-31. All packages in all images.');
  cleanup();
  await show(<UnmatchedJudgements unmatched={[]} expired={[]} />);
  expect(text()).toBe('');
});
