import { failed, ok, type Result } from '../result';
import type { Scope } from '../scope';
import { permissionsOf } from '../sharing/plan';
import { copiesAtATime, updatesAtATime } from './at-a-time';
import { obstacleToEnd, standingOfChosenEnd } from './standing-of-builders';
import type { ImageStep } from './step';
import { amiOf, knownBuilder, knownImage } from './work-found';
import type { StepCalls } from './work-parts';

/** Has AWS do what a step says. Gives the id or the ARN of what it has made, if it names one. */
export async function changeStep(
  place: Scope,
  step: ImageStep,
  { reads, changes }: StepCalls,
): Promise<Result<string | null>> {
  switch (step.act) {
    case 'create-builder':
      return changes.createBuilder(place, step.builder);
    case 'deploy-software': {
      const builder = await knownBuilder(place, step.builder, reads);
      if (!builder.ok) return builder;
      const software = await reads.listSoftware(place, builder.value.arn);
      if (!software.ok) return software;
      const known = new Set(software.value.map(({ name }) => name));
      const missing = step.software.filter((name) => !known.has(name));
      const noted =
        missing.length === 0
          ? ok(null)
          : await changes.associateSoftware(place, step.builder, missing);
      return noted.ok ? changes.deploySoftware(place, step.builder) : noted;
    }
    case 'await-image':
      return failed({ kind: 'refused', detail: 'Only a person can make the image.' });
    case 'stop-builder':
    case 'delete-builder': {
      const builder = await knownBuilder(place, step.builder, reads);
      if (!builder.ok) return builder;
      // Read last, so that nothing comes between it and the change.
      const image = await reads.findImage(place, step.image);
      if (!image.ok) return image;
      const obstacle = obstacleToEnd(image.value, step.builder, step.image);
      if (obstacle !== undefined) return failed({ kind: 'not-available', detail: obstacle });
      const end = step.act === 'stop-builder' ? changes.stopBuilder : changes.deleteBuilder;
      return end(place, step.builder, builder.value.state);
    }
    case 'end-builder': {
      const builder = await knownBuilder(place, step.builder, reads);
      if (!builder.ok) return builder;
      const standing = standingOfChosenEnd(builder.value, step);
      if (standing !== 'planned') return failed({ kind: 'drift' });
      const end = step.end === 'stop' ? changes.stopBuilder : changes.deleteBuilder;
      return end(place, step.builder, builder.value.state);
    }
    case 'tag': {
      const image = await knownImage(place, step.image, reads);
      if (!image.ok) return image;
      const tags = await reads.listTags(place, image.value);
      if (!tags.ok) return tags;
      const keys = new Set(step.tags.map(({ key }) => key));
      const before = tags.value.filter(({ key }) => keys.has(key));
      return changes.tagImage(place, image.value, step.tags, before);
    }
    case 'copy': {
      const copies = await reads.countCopies(place);
      if (!copies.ok) return copies;
      // Others that somebody has begun: it is not too many for good, and goes later.
      if (copies.value >= copiesAtATime) return noRoom('copied', place, copiesAtATime);
      return changes.copyImage(place, step);
    }
    case 'update': {
      const updates = await reads.countUpdates(place);
      if (!updates.ok) return updates;
      if (updates.value >= updatesAtATime) return noRoom('updated', place, updatesAtATime);
      return changes.updateImage(place, step);
    }
    case 'import': {
      const ami = await amiOf(place, step.order, reads);
      return ami.ok ? changes.importImage(place, step.order, ami.value) : ami;
    }
    case 'export':
      return changes.exportImage(place, step);
    case 'share-ami': {
      const ami = await reads.findAmi(place, step.ami, place.account);
      if (!ami.ok) return ami;
      if (ami.value === undefined) return failed({ kind: 'not-found', what: `AMI ${step.ami}` });
      const shared = await changes.shareAmi(place, ami.value, step.with);
      return shared.ok ? ok(ami.value) : shared;
    }
    case 'share':
      return changes.putShare(place, step.image, step.with, permissionsOf(step));
    case 'unshare':
      return changes.removeShare(place, step.image, step.with, permissionsOf(step));
    case 'delete': {
      const image = await reads.findImage(place, step.image);
      if (!image.ok) return image;
      return image.value ? changes.deleteImage(place, step.image, image.value.state) : ok(null);
    }
  }
}

function noRoom(act: 'copied' | 'updated', { region }: Scope, most: number): Result<never> {
  return failed({ kind: 'at-a-time', act, most, region });
}
