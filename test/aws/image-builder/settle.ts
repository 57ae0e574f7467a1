import type { Region, World } from '../world';
import { settleLifecycles } from './lifecycle';
import { isFinal, momentOf, scanStateOf } from './moment';
import { distribute } from './outputs';
import type { BuildRecord } from './records';
import { isDistributed, scriptOf } from './script';

/**
 * Brings everything that Image Builder does by itself up to the world's time: builds go on, AMIs
 * appear, states change. Nothing runs between two questions, so it is done whenever one is asked.
 */
export function settle(world: World): void {
  for (const region of world.regions.values()) {
    for (const build of region.imageBuilder.builds.values()) settleBuild(world, region, build);
    settleLifecycles(world, region);
  }
}

/** The same for one build. */
export function settleBuild(world: World, region: Region, build: BuildRecord): void {
  const { run } = build;
  if (run?.live !== true) return;
  const script = scriptOf(run.outline);
  const moment = momentOf(script, world.now());
  build.state = moment.state;
  build.workflowExecutions.splice(0, Infinity, ...moment.workflows);
  if (run.outline.scans) {
    build.scanState = scanStateOf(moment);
    if (build.scanState.status === 'COMPLETED') {
      build.findings.splice(0, Infinity, ...run.findings);
    }
  }
  const collected = moment.workflows
    .flatMap(({ steps }) => steps)
    .some(({ action, status }) => action === 'CollectImageMetadata' && status === 'COMPLETED');
  if (collected) build.packages.splice(0, Infinity, ...run.packages);
  const { status } = moment.state;
  const { trouble, outline } = run;
  if (status === 'AVAILABLE') {
    const { missing } = trouble;
    const retried = outline.retriedAt !== undefined;
    distribute(world, region, build, moment.since, retried ? { missing } : trouble);
  }
  // What was distributed before something failed stays; a container is pushed whole or not at all.
  if (status === 'FAILED' && build.type === 'AMI' && isDistributed(script)) {
    distribute(world, region, build, moment.since, trouble);
  }
  run.live = !isFinal(status);
}
