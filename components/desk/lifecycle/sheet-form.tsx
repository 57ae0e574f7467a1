import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import type { Concern } from '../../../lib/lifecycle/plan';
import type { LifecycleWish } from '../../../lib/lifecycle/wish';
import { RegionNotes } from '../bulk/region-notes';
import { FormActions } from '../form-actions';
import type { ActFormProps } from './act-frame';
import { ConcernsTable } from './concerns-table';
import { Doubts } from './doubts';
import type { Sources } from './form-sources';
import type { RegionReader } from './regions-model';

interface SheetFormProps extends ActFormProps {
  readonly reader: RegionReader;
  /** What comes of the form, as far as the Regions were read. */
  readonly sheet: { readonly sources: Sources; readonly doubts: readonly Concern[] };
  readonly reading: { readonly wish: LifecycleWish } | { readonly obstacle: string };
  /** What the images are called of which nothing comes, and why that is. */
  readonly leftOut: { readonly heading: string; readonly description: string };
  /** What is entered before it is known what comes of it. */
  readonly before?: ComponentChildren;
  /** What comes of the form, and what is entered after it. */
  readonly children: ComponentChildren;
}

/** A form of many images: what is in their way, what comes of them, and the button for its plan. */
export function SheetForm(props: SheetFormProps) {
  const { reader, sheet, reading, leftOut, before, onPlan, onLeave, children } = props;
  const { sources, doubts } = sheet;
  return (
    <>
      <SpaceBetween size="l">
        {before}
        {reader.unsettled.value && <RegionNotes key="notes" picker={reader} />}
        {sources.leftOut.length > 0 && (
          <ConcernsTable key="left-out" concerns={sources.leftOut} {...leftOut} />
        )}
        {doubts.length > 0 && <Doubts key="doubts" doubts={doubts} />}
        {children}
      </SpaceBetween>
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}
