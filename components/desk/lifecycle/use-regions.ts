import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import { useDesk, useEvents } from '../parts';
import { createRegionReader, type RegionReader } from './regions-model';

/** The images and image builders of Regions, read again when something becomes of them. */
export function useRegions(
  { partition, account }: AccountScope,
  regions: readonly RegionCode[],
): RegionReader {
  const { client } = useDesk();
  // Of one account as long as the view is there.
  const [reader] = useState(() => createRegionReader(client, { partition, account }, regions));
  const wanted = regions.join(' ');
  useEffect(() => reader.setRegions(wanted.split(' ')), [reader, wanted]);
  useEffect(() => reader.end, [reader]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'images-changed' || event === 'credentials-changed') reader.reload();
      },
      [reader],
    ),
  );
  return reader;
}
