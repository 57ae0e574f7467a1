import { useEffect, useState } from 'preact/hooks';
import type { FixtureImageBuilder } from '../../image-builder';
import { useAnswer } from '../answer';
import { mark } from '../fixture';

/** What the lists of Image Builder show. */
export function useLists() {
  return useAnswer<FixtureImageBuilder>('/imagebuilder/api/lists');
}

/** The selection of one item among those of a list, by its ARN. */
export function useSelection<Item extends { readonly arn: string }>(
  items: readonly Item[] | undefined,
) {
  const [arn, setArn] = useState<string>();
  const selected = items?.find((item) => item.arn === arn);
  useEffect(() => {
    if (selected !== undefined) mark('console-selected');
  }, [selected?.arn]);
  return { selected, select: (item: Item | undefined) => setArn(item?.arn) };
}
