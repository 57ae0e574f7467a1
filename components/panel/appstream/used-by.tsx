import { describeState, stateTone } from '../../../lib/images/describe';
import type { ImageUsage } from '../../../lib/images/image';
import { StatusIndicator } from '../../light/status-indicator';
import { Table } from '../../light/table';

/** The fleets and image builders of this account that run on an image. */
export function UsedBy({ usage: { fleets, imageBuilders } }: { readonly usage: ImageUsage }) {
  if (fleets.length + imageBuilders.length === 0) {
    return <p class="quiet">No fleet or image builder of this account runs on this image.</p>;
  }
  const users = [
    ...fleets.map(({ name, state, desired }) => ({
      name,
      state,
      type: `Fleet, desired capacity ${desired}`,
    })),
    ...imageBuilders.map(({ name, state }) => ({ name, state, type: 'Image builder' })),
  ];
  return (
    <Table
      label="Fleets and image builders that run on this image"
      columns={['Name', 'Type', 'State']}
      rows={users.map(({ name, type, state }) => ({
        key: `${type} ${name}`,
        cells: [
          name,
          type,
          <StatusIndicator key="state" tone={stateTone(state)}>
            {describeState(state)}
          </StatusIndicator>,
        ],
      }))}
    />
  );
}
