import { describeState, stateTone, visibilityNames } from '../../../lib/images/describe';
import type { Visibility } from '../../../lib/images/image';
import { edgeOf } from '../../light/account-name';
import { Badge } from '../../light/badge';
import { StatusIndicator } from '../../light/status-indicator';
import { knownAccount, SessionLine } from '../session-line';
import type { ImageModel } from './model';

const badgeColors: Readonly<Record<Visibility, 'grey' | 'blue' | 'green'>> = {
  private: 'grey',
  'shared-with-others': 'blue',
  'shared-with-me': 'green',
  public: 'grey',
};

/** Which image is shown, of which account and Region, and how fresh that is. */
export function Summary({ model }: { readonly model: ImageModel }) {
  const { held } = model.details.value;
  const known = knownAccount(model);
  const busy = [model.details, model.shares, model.tags, model.usage, model.list].some(
    (each) => each.value.busy,
  );
  return (
    <div {...edgeOf(known, 'summary')}>
      <p class="image-name">{model.image.value?.name ?? 'No image selected'}</p>
      {held && (
        <div class="facts">
          <StatusIndicator tone={stateTone(held.value.state)}>
            {describeState(held.value.state)}
          </StatusIndicator>
          <Badge color={badgeColors[held.value.visibility]}>
            {visibilityNames[held.value.visibility]}
          </Badge>
        </div>
      )}
      <SessionLine model={model} known={known} readAt={held?.readAt} busy={busy} />
    </div>
  );
}
