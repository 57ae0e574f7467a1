import { ownImage, regionOf } from '../../aws/world';
import { ownerAccount } from '../../support/scenarios';
import { ask } from '../../support/steps';
import { expect, test } from '../fixtures';
import { actNames, begin, expectOnce, virginia } from './acts';
import { cloneWish, runScriptOnceItCan } from './clone-wish';
import { followThroughStops } from './follow';

for (const act of actNames) {
  test(`${act} is done, and nothing of it twice, by workers that are stopped whenever it is further`, async ({
    stage,
  }) => {
    const { plan, id } = await begin(stage, act);
    const stops = await followThroughStops(stage, () => runScriptOnceItCan(stage, plan));
    expect(stops).toBeGreaterThan(1);
    const { job } = await ask(stage, { call: 'jobs.get', input: { id } });
    expect(job).toMatchObject({ state: 'ended', counts: { failed: 0, drift: 0, cancelled: 0 } });
    expectOnce(stage, act);
    if (act !== 'clone') return;
    const region = regionOf(stage.world, virginia);
    expect(ownImage(region, ownerAccount, cloneWish.image)?.State).toBe('AVAILABLE');
  });
}
