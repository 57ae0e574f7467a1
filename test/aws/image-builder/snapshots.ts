import type { Snapshot } from '@aws-sdk/client-ec2';
import type { Region } from '../world';

/**
 * Gives the EBS snapshots of a Region by their ids: those that its AMIs are made of, which is all
 * that the fake has. They belong to whom the AMI belongs to.
 */
export function snapshotsOf(region: Region): ReadonlyMap<string, Snapshot> {
  const snapshots = new Map<string, Snapshot>();
  for (const { ImageId, OwnerId, CreationDate, BlockDeviceMappings = [] } of region.amis.values()) {
    for (const { Ebs } of BlockDeviceMappings) {
      const { SnapshotId, VolumeSize, Encrypted = false, KmsKeyId } = Ebs ?? {};
      if (SnapshotId === undefined || snapshots.has(SnapshotId)) continue;
      snapshots.set(SnapshotId, {
        SnapshotId,
        OwnerId,
        // The volume of an instance that is gone, as EC2 tells it for copies too.
        VolumeId: 'vol-ffffffff',
        VolumeSize,
        Encrypted,
        ...(KmsKeyId !== undefined && { KmsKeyId }),
        State: 'completed',
        Progress: '100%',
        StorageTier: 'standard',
        ...(CreationDate !== undefined && { StartTime: new Date(CreationDate) }),
        Description: `Created by CreateImage for ${ImageId}`,
        Tags: [],
      });
    }
  }
  return snapshots;
}
