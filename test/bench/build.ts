import { imageBuilderUrl } from '../console/pages';
import { imageBuilderRoutes } from '../console/routes';
import { panelOf } from '../e2e/pages/panel';
import { officeGoldenBuild } from '../support/office-golden';
import { ownerAccount } from '../support/scenarios';
import { openStage } from '../support/stage';
import { addCredentials } from '../support/steps';

/**
 * How long AWS takes to answer each call, in milliseconds: long beside what a slow machine takes, so
 * that what is told is the order of the calls.
 */
export const latency = 200;

/** What showing one build costs that nothing is known of. */
export interface BuildCost {
  readonly requests: number;
  /** From the first request to the end of the last answer, in milliseconds. */
  readonly time: number;
}

/** Shows builds, each for the first time, against an AWS that answers as slowly as a far one. */
export async function measureBuild(): Promise<BuildCost> {
  const stage = await openStage();
  try {
    await addCredentials(stage, ownerAccount);
    stage.aws.faults.add({
      kind: 'slow',
      until: latency,
      times: Infinity,
      service: 'imagebuilder',
    });
    const page = await stage.context.newPage();
    const costs: BuildCost[] = [];
    for (const version of ['1.0.0/1', '1.1.0/1', '2.0.0/2', '2.0.0/4']) {
      const before = stage.aws.log.length;
      const route = imageBuilderRoutes.build(officeGoldenBuild(version));
      await page.goto('about:blank');
      await page.goto(imageBuilderUrl({ host: 'regional', region: 'us-east-1', route }));
      const { region } = panelOf(page);
      await region.getByRole('table', { name: 'Steps' }).waitFor();
      await region.getByText('Reading').first().waitFor({ state: 'detached' });
      const calls = stage.aws.log.slice(before).filter(({ service }) => service === 'imagebuilder');
      const times = calls.map(({ at }) => at);
      costs.push({
        requests: calls.length,
        // The log has when a call was answered.
        time: Math.max(...times) - Math.min(...times) + latency,
      });
    }
    // The first one also pays for the worker to evaluate what calls AWS.
    const warm = costs.slice(1).toSorted((a, b) => a.time - b.time);
    const median = warm[Math.floor(warm.length / 2)];
    if (!median) throw new Error('No build was shown');
    return median;
  } finally {
    await stage.close();
  }
}
