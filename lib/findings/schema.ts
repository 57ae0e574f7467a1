import { buildArn, imageArnOfBuilder } from '../operations/schemas';
import { bookLimits, isDay, judgementStates, type GateRule, type Judgement } from './judgement';
import * as v from 'valibot';

const text = (longest: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));

/** The id of a vulnerability: what databases write has no spaces, and no end. */
export const vulnerabilityId = v.pipe(v.string(), v.regex(/^[\w.:/+@-]{1,200}$/));

/** A judgement as it is kept, and as a file has it. */
export const judgement: v.GenericSchema<unknown, Judgement> = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.uuid()),
    vulnerability: vulnerabilityId,
    image: v.exactOptional(text(128)),
    package: v.exactOptional(text(300)),
    state: v.picklist(judgementStates),
    reason: text(bookLimits.reason),
    until: v.exactOptional(v.pipe(v.string(), v.check(isDay))),
    // The last time that a date can have.
    at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000)),
  }),
  // What is accepted is accepted until some day, and nothing else has one.
  v.check(({ state, until }) => (state === 'accepted') === (until !== undefined)),
);

export const gateRule: v.GenericSchema<unknown, GateRule> = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  title: text(bookLimits.title),
  of: v.picklist(['new', 'all']),
  severity: v.picklist(['critical', 'high', 'medium', 'low']),
  fixAvailable: v.boolean(),
});

export const pin = v.strictObject({ image: imageArnOfBuilder, build: buildArn });
