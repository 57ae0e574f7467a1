import type { PlanReads } from '../lifecycle/planning/parts';
import { copiesUnderway, updatesUnderway } from '../lifecycle/underway';
import type { StepChanges, StepReads } from '../lifecycle/work-parts';
import { ok, type Result } from '../result';
import type { Scope } from '../scope';
import { findOwnImage, listImages, listShares, listTags, putShare, removeShare } from './appstream';
import {
  createBuilder,
  deleteBuilder,
  findBuilder,
  listBuilders,
  stopBuilder,
} from './appstream-builders';
import { exportImage, listExports } from './appstream-exports';
import { listFleets } from './appstream-fleets';
import {
  canUpdateImage,
  copyImage,
  deleteImage,
  importImage,
  tagImage,
  tryImport,
  updateImage,
} from './appstream-making';
import { associateSoftware, deploySoftware, listSoftware } from './appstream-software';
import { listStacks } from './appstream-stacks';
import { findAmiByName, findAmis, launchPermissionsOf, setLaunchPermission } from './ec2';
import type { Service } from './service';

/** Runs something on a service in a scope, with the credentials of its account. */
export type InService = <Value>(
  name: 'appstream2' | 'ec2',
  place: Scope,
  use: (service: Service) => Promise<Result<Value>>,
) => Promise<Result<Value>>;

/** The reads of an image's life, at AWS. */
export function stepReads(inService: InService): StepReads {
  const count = (place: Scope, of: typeof copiesUnderway): Promise<Result<number>> =>
    inService('appstream2', place, async (appStream) => {
      const images = await listImages(appStream);
      return images.ok ? ok(of(images.value, place.account)) : images;
    });
  return {
    findImage: (place, name) =>
      inService('appstream2', place, (appStream) => findOwnImage(appStream, name)),
    countCopies: (place) => count(place, copiesUnderway),
    countUpdates: (place) => count(place, updatesUnderway),
    findBuilder: (place, name) =>
      inService('appstream2', place, (appStream) => findBuilder(appStream, name)),
    listSoftware: (place, arn) =>
      inService('appstream2', place, (appStream) => listSoftware(appStream, arn)),
    listTags: (place, image) =>
      inService('appstream2', place, (appStream) => listTags(appStream, image)),
    listShares: (place, name) =>
      inService('appstream2', place, (appStream) => listShares(appStream, { name })),
    listExports: (place) => inService('appstream2', place, listExports),
    findAmi: (place, name, owner) =>
      inService('ec2', place, async (ec2) => {
        const ami = await findAmiByName(ec2, name, owner);
        return ami.ok ? ok(ami.value?.image) : ami;
      }),
    launchPermissionsOf: (place, ami) =>
      inService('ec2', place, (ec2) => launchPermissionsOf(ec2, ami)),
  };
}

/** What plans read of AWS, without what is kept here. */
export function planReads(inService: InService): Omit<PlanReads, 'applications'> {
  const read = <Value>(
    place: Scope,
    use: (appStream: Service) => Promise<Result<Value>>,
  ): Promise<Result<Value>> => inService('appstream2', place, use);
  const {
    listTags: tags,
    listShares: shares,
    listExports: exports,
    findAmi,
  } = stepReads(inService);
  return {
    listTags: tags,
    listShares: shares,
    listExports: exports,
    findAmi,
    listImages: (place) => read(place, listImages),
    listBuilders: (place) => read(place, listBuilders),
    listFleets: (place) => read(place, listFleets),
    listStacks: (place, fleet) => read(place, (service) => listStacks(service, fleet)),
    describeAmi: (place, id) =>
      inService('ec2', place, async (ec2) => {
        const amis = await findAmis(ec2, [id]);
        return amis.ok ? ok(amis.value[0]) : amis;
      }),
    canUpdate: (place, order) => read(place, (service) => canUpdateImage(service, order)),
    tryImport: (place, order, ami) => read(place, (service) => tryImport(service, order, ami)),
  };
}

/** The changes of an image's life, at AWS. */
export function stepChanges(inService: InService): StepChanges {
  const change = <Value>(
    place: Scope,
    use: (appStream: Service) => Promise<Result<Value>>,
  ): Promise<Result<Value>> => inService('appstream2', place, use);
  return {
    createBuilder: (place, order) => change(place, (service) => createBuilder(service, order)),
    associateSoftware: (place, builder, software) =>
      change(place, (service) => associateSoftware(service, builder, software)),
    deploySoftware: (place, builder) =>
      change(place, (service) => deploySoftware(service, builder)),
    stopBuilder: (place, name, before) =>
      change(place, (service) => stopBuilder(service, name, before)),
    deleteBuilder: (place, name, before) =>
      change(place, (service) => deleteBuilder(service, name, before)),
    tagImage: (place, image, tags, before) =>
      change(place, (service) => tagImage(service, image, tags, before)),
    copyImage: (place, order) =>
      change({ ...place, region: order.from }, (service) =>
        copyImage(service, order, place.region),
      ),
    updateImage: (place, order) => change(place, (service) => updateImage(service, order)),
    importImage: (place, order, ami) =>
      change(place, (service) => importImage(service, order, ami)),
    exportImage: (place, order) => change(place, (service) => exportImage(service, order)),
    shareAmi: (place, ami, account) =>
      inService('ec2', place, (ec2) => setLaunchPermission(ec2, ami, account, true)),
    putShare: (place, name, account, permissions) =>
      change(place, (service) => putShare(service, { name }, account, permissions, undefined)),
    removeShare: (place, name, account, before) =>
      change(place, (service) => removeShare(service, { name }, account, before)),
    deleteImage: (place, name, before) =>
      change(place, (service) => deleteImage(service, name, before)),
  };
}
