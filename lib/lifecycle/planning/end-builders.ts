import type { ImageBuilder } from '../builder';
import { present } from '../../present';
import { ok } from '../../result';
import type { Concern } from '../plan';
import { refusal } from '../refusals';
import { obstacleToChosenEnd } from '../standing-of-builders';
import type { ImageStep } from '../step';
import { describeEnds } from '../titles';
import type { BuilderEnd } from '../wish';
import type { Planner } from './parts';

/** Plans the end of image builders. One that AWS does not end as it is, is left out. */
export const planEndBuilders: Planner<'end-builders'> = async (_, { builders, end }, parts) => {
  const steps: ImageStep[] = [];
  const leftOut: Concern[] = [];
  for (const [index, { region, name }] of builders.entries()) {
    const facts = await parts.facts(parts.placeOf(region));
    if (!facts.ok) return facts;
    const builder = facts.value.builders.find((each) => each.name === name);
    const sentence = builder
      ? obstacleOf(builder, end)
      : `There is no image builder ${name} any more. There is nothing left to do.`;
    if (sentence !== undefined) {
      leftOut.push({ subject: name, region, refusal: refusal('image-builder', sentence, name) });
    } else if (!steps.some((step) => step.chain === `${region}/${name}`)) {
      steps.push({
        kind: 'image-step',
        of: 'end-builders',
        chain: `${region}/${name}`,
        region,
        act: 'end-builder',
        builder: name,
        end,
        ...present({ createdAt: builder?.createdAt }),
      });
    }
    await parts.progress(index + 1, builders.length);
  }
  return ok({ title: describeEnds({ builders, end }), steps, doubts: [], leftOut });
};

/** What is ended already, or is about to be, needs no plan. */
function obstacleOf({ name, state }: ImageBuilder, end: BuilderEnd): string | undefined {
  const isEnding = state === 'DELETING' || (end === 'stop' && state.startsWith('STOPP'));
  return isEnding
    ? `${name} is ${state} already. There is nothing left to do.`
    : obstacleToChosenEnd({ name, state }, end);
}
