import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeClasses, compareFindings } from '@/lib/findings/compare';
import type { Finding } from '@/lib/findings/finding';
import { judgeComparison } from '@/lib/findings/judge';
import {
  describeJudgement,
  describeSubject,
  type Judgement,
  type JudgementState,
} from '@/lib/findings/judgement';
import {
  findingOf,
  judgementOf,
  someFindings,
  someJudgements,
  today,
  uuidOf,
} from '../support/judgements';
import { present } from '../support/values';

// Whole comparisons are dear: half as many runs as usual.
fc.configureGlobal({ numRuns: 50 });

const office = { image: 'office', today };

function judge(
  findings: readonly Finding[],
  judgements: readonly Judgement[],
  place: Parameters<typeof judgeComparison>[2] = office,
) {
  return judgeComparison(compareFindings({ findings: [] }, { findings }), judgements, place);
}

/** Whether each package of the only vulnerability is suppressed, and it is itself. */
function suppressedIn(judgements: readonly Judgement[], packages = ['curl', 'openssl']) {
  const [only] = judge([findingOf('CVE-1', 'HIGH', packages)], judgements).vulnerabilities;
  const { pairs, suppressed } = present(only);
  return [...pairs.map((pair) => pair.suppressed), suppressed];
}

/** The judgement that the only vulnerability shows. */
function shown(judgements: readonly Judgement[], packages: readonly string[]) {
  const [only] = judge([findingOf('CVE-1', 'LOW', packages)], judgements).vulnerabilities;
  return only?.judgement?.id;
}

/** A row as it was before it was judged. */
function unjudged<Row extends { readonly suppressed: boolean; readonly judgement?: Judgement }>(
  row: Row,
) {
  const { judgement: _, suppressed: __, ...rest } = row;
  return rest;
}

const comparisons = fc
  .tuple(someFindings, someFindings)
  .map(([base, target]) => compareFindings({ findings: base }, { findings: target }));

const places = fc.record({
  image: fc.constantFrom('office', 'base', undefined),
  today: fc.constant(today),
});

describe('a judgement', () => {
  it('takes a vulnerability out of the counts in all packages, or in one', () => {
    expect(suppressedIn([judgementOf()])).toEqual([true, true, true]);
    expect(suppressedIn([judgementOf({ package: 'curl' })])).toEqual([true, false, false]);
    expect(suppressedIn([judgementOf({ vulnerability: 'CVE-2' })])).toEqual([false, false, false]);
  });

  it('takes a vulnerability out when all of its packages are, each by its own', () => {
    const both = [judgementOf({ package: 'curl' }), judgementOf({ package: 'openssl' })];
    expect(suppressedIn(both)).toEqual([true, true, true]);
  });

  it('of a package says nothing about a vulnerability that names none', () => {
    expect(suppressedIn([judgementOf({ package: 'curl' })], [])).toEqual([false]);
    expect(suppressedIn([judgementOf()], [])).toEqual([true]);
  });

  it.each<readonly [JudgementState, string | undefined, boolean]>([
    ['not-affected', undefined, true],
    ['in-work', undefined, false],
    ['accepted', '2026-08-02', true],
    ['accepted', '2026-08-01', true],
    ['accepted', '2026-07-31', false],
  ])('that is %s until %s counts as it should', (state, until, suppressed) => {
    const judgement = judgementOf({ state, ...(until !== undefined && { until }) });
    expect(suppressedIn([judgement])).toEqual([suppressed, suppressed, suppressed]);
  });

  it.each<readonly [string | undefined, string | undefined, boolean]>([
    ['office', 'office', true],
    ['base', 'office', false],
    ['office', undefined, false],
    [undefined, undefined, true],
  ])('of the image %s in a comparison of %s', (of, image, suppressed) => {
    const judgement = judgementOf(of === undefined ? {} : { image: of });
    const found = judge([findingOf('CVE-1', 'LOW')], [judgement], { image, today });
    expect(found.vulnerabilities.map((each) => each.suppressed)).toEqual([suppressed]);
  });
});

describe('of several judgements', () => {
  const open = { state: 'in-work', id: uuidOf(9) } as const;

  it('the one of a package counts, then the one of the image', () => {
    const all = judgementOf();
    const image = judgementOf({ ...open, image: 'office' });
    const name = judgementOf({ id: uuidOf(10), package: 'curl' });
    expect(suppressedIn([all, image])).toEqual([false, false, false]);
    expect(suppressedIn([all, image, name])).toEqual([true, false, false]);
    expect(suppressedIn([all, judgementOf({ ...open, package: 'curl' })])).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('the last one counts among those that are as specific', () => {
    const earlier = judgementOf({ at: 1 });
    expect(suppressedIn([earlier, judgementOf({ ...open, at: 2 })])).toEqual([false, false, false]);
    expect(suppressedIn([earlier, judgementOf({ ...open, at: 0 })])).toEqual([true, true, true]);
  });

  it('the same one counts in any order where nothing else tells them apart', () => {
    const pair = [judgementOf(), judgementOf(open)];
    expect(suppressedIn(pair)).toEqual([true, true, true]);
    expect(suppressedIn(pair.toReversed())).toEqual([true, true, true]);
  });

  it('one that has run out leaves its place to the next', () => {
    const over = judgementOf({ ...open, state: 'accepted', until: '2026-01-01', image: 'office' });
    expect(suppressedIn([over, judgementOf()])).toEqual([true, true, true]);
  });

  it('the vulnerability shows what all of its packages have, or what was said of it whole', () => {
    const curl = judgementOf({ id: uuidOf(3), package: 'curl' });
    const whole = judgementOf({ ...open });
    expect(shown([curl], ['curl'])).toBe(curl.id);
    expect(shown([curl, whole], ['curl'])).toBe(curl.id);
    expect(shown([curl], ['curl', 'zlib'])).toBeUndefined();
    expect(shown([curl, whole], ['curl', 'zlib'])).toBe(whole.id);
    expect(shown([whole], [])).toBe(whole.id);
  });
});

describe('what a judged comparison tells beside', () => {
  it('lists what matches nothing, of this image and of all, in the order of what it is about', () => {
    const [other, gone, name, elsewhere, matching] = [
      judgementOf({ id: uuidOf(1), vulnerability: 'CVE-9', image: 'office' }),
      judgementOf({ id: uuidOf(2), vulnerability: 'CVE-8', state: 'in-work' }),
      judgementOf({ id: uuidOf(3), package: 'zlib' }),
      judgementOf({ id: uuidOf(4), vulnerability: 'CVE-7', image: 'base' }),
      judgementOf({ id: uuidOf(5), package: 'curl' }),
    ] as const;
    const found = judge(
      [findingOf('CVE-1', 'LOW', ['curl'])],
      [other, gone, name, elsewhere, matching],
    );
    expect(found.unmatched).toEqual([name, gone, other]);
    expect(found.expired).toEqual([]);
  });

  it('does not say that what is fixed matches nothing', () => {
    const comparison = compareFindings(
      { findings: [findingOf('CVE-1', 'LOW', ['curl'])] },
      { findings: [] },
    );
    expect(
      judgeComparison(comparison, [judgementOf({ package: 'curl' })], office).unmatched,
    ).toEqual([]);
  });

  it('lists what has run out, whether or not it would match', () => {
    const over = { state: 'accepted', until: '2026-07-31' } as const;
    const expired = [
      judgementOf({ ...over }),
      judgementOf({ ...over, id: uuidOf(2), vulnerability: 'CVE-9' }),
    ];
    const elsewhere = judgementOf({ ...over, id: uuidOf(3), image: 'base' });
    const found = judge([findingOf('CVE-1', 'LOW')], [...expired, elsewhere]);
    expect(found.expired).toEqual(expired);
    expect(found.unmatched).toEqual([]);
  });
});

describe('the counts', () => {
  it('are those of the comparison, counted and suppressed together', () => {
    fc.assert(
      fc.property(comparisons, someJudgements, places, (comparison, judgements, place) => {
        const { counts } = judgeComparison(comparison, judgements, place);
        for (const unit of ['vulnerabilities', 'pairs'] as const) {
          const { counted, suppressed } = counts[unit];
          const together = changeClasses.map((each) => [each, counted[each] + suppressed[each]]);
          expect(Object.fromEntries(together)).toEqual(comparison.counts[unit]);
        }
      }),
    );
  });

  it('tell of each row once, where it says that it belongs', () => {
    fc.assert(
      fc.property(comparisons, someJudgements, places, (comparison, judgements, place) => {
        const { counts, vulnerabilities } = judgeComparison(comparison, judgements, place);
        const rows = vulnerabilities.filter((each) => each.suppressed && each.change === 'new');
        expect(counts.vulnerabilities.suppressed.new).toBe(rows.length);
        const pairs = vulnerabilities.flatMap((each) =>
          each.pairs.filter((pair) => pair.suppressed),
        );
        const { new: added, fixed, persisting } = counts.pairs.suppressed;
        expect(added + fixed + persisting).toBe(pairs.length);
      }),
    );
  });

  it('suppress nothing without judgements, or with those in work alone', () => {
    fc.assert(
      fc.property(comparisons, someJudgements, places, (comparison, judgements, place) => {
        const nothing = { new: 0, fixed: 0, persisting: 0 };
        const inWork = judgements.filter(({ state }) => state === 'in-work');
        for (const few of [[], inWork]) {
          const { counts } = judgeComparison(comparison, few, place);
          expect(counts.vulnerabilities.suppressed).toEqual(nothing);
          expect(counts.pairs.suppressed).toEqual(nothing);
        }
      }),
    );
  });
});

describe('judging', () => {
  it('changes nothing of what was compared', () => {
    fc.assert(
      fc.property(comparisons, someJudgements, places, (comparison, judgements, place) => {
        const judged = judgeComparison(comparison, judgements, place).vulnerabilities;
        const found = judged.map((each) => ({
          ...unjudged(each),
          pairs: each.pairs.map(unjudged),
        }));
        expect(found).toEqual(comparison.vulnerabilities);
      }),
    );
  });

  it('does not depend on the order of the judgements', () => {
    fc.assert(
      fc.property(
        comparisons,
        someJudgements.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
        ),
        places,
        (comparison, [judgements, shuffled], place) => {
          expect(judgeComparison(comparison, shuffled, place)).toEqual(
            judgeComparison(comparison, judgements, place),
          );
        },
      ),
    );
  });

  it('lists each judgement of the image once: matched, unmatched or expired', () => {
    fc.assert(
      fc.property(comparisons, someJudgements, places, (comparison, judgements, place) => {
        const { unmatched, expired } = judgeComparison(comparison, judgements, place);
        const listed = new Set([...unmatched, ...expired]);
        expect(listed.size).toBe(unmatched.length + expired.length);
        for (const each of judgements) {
          const ofImage = each.image === undefined || each.image === place.image;
          const found = comparison.vulnerabilities.some(
            ({ id, pairs }) =>
              id === each.vulnerability &&
              (each.package === undefined || pairs.some((pair) => pair.package === each.package)),
          );
          const over = each.until !== undefined && each.until < today;
          expect(listed.has(each)).toBe(ofImage && (over || !found));
        }
      }),
    );
  });
});

it('says what a judgement says, and of what', () => {
  const accepted = judgementOf({ state: 'accepted', until: '2026-08-01', image: 'office' });
  expect(describeJudgement(accepted, '2026-08-01')).toBe('Accepted until 2026-08-01');
  expect(describeJudgement(accepted, '2026-08-02')).toBe('Accepted, expired 2026-08-01');
  expect(describeJudgement(judgementOf({ state: 'in-work' }), today)).toBe('In work');
  expect(describeSubject(accepted)).toBe('All packages in office');
  expect(describeSubject(judgementOf({ package: 'curl' }))).toBe('curl in all images');
});
