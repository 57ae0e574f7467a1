import { addAmi } from '../image-builder/amis';
import type { Region, World } from '../world';
import { platformOfExport } from './platforms';
import type { ExportTaskRecord, ImageBuilderRecord, ImageRecord } from './records';
import { settleSoftware } from './software';

/**
 * A change of state that comes by itself. It does not come when something else has changed the state
 * before, a test for example: then nothing of what was coming does.
 */
export interface Coming {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: string;
  /** A state, or nothing: it is gone then. */
  readonly to: string | undefined;
  /** What AWS says when it has failed. */
  readonly reason?: { readonly code: string; readonly message: string };
}

/**
 * Brings everything that AppStream does by itself up to the world's time. Nothing runs between two
 * questions, so it is done whenever one is asked.
 */
export function settleAppStream(world: World): void {
  const now = world.now();
  for (const region of world.regions.values()) {
    for (const image of region.images.values()) settleImage(region, image, now);
    for (const builder of region.imageBuilders.values()) settleBuilder(region, builder, now);
    for (const task of region.exportTasks.values()) settleTask(region, task, now);
  }
}

/**
 * Gives what comes of something that is in a state for a time: another state when all goes well, or
 * that it fails when the world says so of its name.
 */
export function comingOf(
  world: World,
  name: string,
  wanted: {
    readonly from: string;
    readonly lasts: number;
    readonly to: string;
    readonly code: string;
    /** When it begins, in epoch milliseconds; now unless given. */
    readonly at?: number;
  },
): Coming {
  const message = world.failing.get(name);
  const { from, to, code, at = world.now() } = wanted;
  return {
    at: at + wanted.lasts,
    from,
    ...(message === undefined ? { to } : { to: 'FAILED', reason: { code, message } }),
  };
}

/** Takes what has come out of what is coming. */
function arrived(
  record: { readonly State: string; coming?: readonly Coming[] },
  now: number,
): Coming | undefined {
  const next = record.coming?.[0];
  if (next && next.from !== record.State) delete record.coming;
  if (!next || next.from !== record.State || next.at > now) return undefined;
  record.coming = record.coming?.slice(1) ?? [];
  return next;
}

function settleImage(region: Region, image: ImageRecord, now: number): void {
  for (let next = arrived(image, now); next; next = arrived(image, now)) {
    const { to, reason, at } = next;
    if (to === undefined) {
      region.images.delete(image.Arn);
      return;
    }
    image.State = to as ImageRecord['State'];
    if (reason) {
      image.StateChangeReason = {
        Code: reason.code as NonNullable<ImageRecord['StateChangeReason']>['Code'],
        Message: reason.message,
      };
      image.ImageErrors = [errorOf(reason.message, at)];
    }
  }
}

function settleBuilder(region: Region, builder: ImageBuilderRecord, now: number): void {
  settleSoftware(builder, now);
  for (let next = arrived(builder, now); next; next = arrived(builder, now)) {
    const { to, reason, at } = next;
    if (to === undefined) {
      region.imageBuilders.delete(builder.Arn);
      return;
    }
    builder.State = to as ImageBuilderRecord['State'];
    if (reason) {
      builder.StateChangeReason = { Code: 'INTERNAL_ERROR', Message: reason.message };
      builder.ImageBuilderErrors = [errorOf(reason.message, at)];
    }
  }
}

function settleTask(region: Region, task: ExportTaskRecord, now: number): void {
  const next = arrived(task, now);
  if (!next) return;
  task.State = next.to as ExportTaskRecord['State'];
  if (next.reason) {
    task.ErrorDetails = [{ ErrorCode: next.reason.code, ErrorMessage: next.reason.message }];
    return;
  }
  const { AmiName, AmiDescription, TagSpecifications = {}, owner } = task;
  const ami = addAmi(region, owner, {
    Name: AmiName,
    ...(AmiDescription !== undefined && { Description: AmiDescription }),
    CreationDate: new Date(next.at).toISOString(),
    ...platformOfExport(region.images.get(task.ImageArn ?? '')?.Platform),
    Tags: Object.entries(TagSpecifications).map(([Key, Value]) => ({ Key, Value })),
  });
  task.AmiId = ami.ImageId;
}

function errorOf(message: string, at: number) {
  return {
    ErrorCode: 'INTERNAL_SERVICE_ERROR' as const,
    ErrorMessage: message,
    ErrorTimestamp: new Date(at),
  };
}
