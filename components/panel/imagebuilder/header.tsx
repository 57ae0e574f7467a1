import { labelOfBuild } from '../../../lib/builds/arn';
import { buildTone, describeBuildStatus } from '../../../lib/builds/describe';
import { edgeOf } from '../../light/account-name';
import { Button } from '../../light/button';
import { StatusIndicator } from '../../light/status-indicator';
import { knownAccount, SessionLine } from '../session-line';
import type { BuildModel, Shown } from './model';

/** What is shown, of which account and Region, and how fresh that is. */
export function Header({ model }: { readonly model: BuildModel }) {
  const shown = model.shown.value;
  const { held } = model.details.value;
  const known = knownAccount(model);
  const readAt = shown?.kind === 'build' ? held?.readAt : model.overview.value.held?.readAt;
  return (
    <div {...edgeOf(known, 'summary')}>
      <p class="image-name">{titleOf(shown)}</p>
      {held && (
        <div class="facts">
          <StatusIndicator tone={buildTone(held.value.status)}>
            {describeBuildStatus(held.value.status)}
          </StatusIndicator>
          {model.live.value && <span class="quiet">Read again by itself while it runs</span>}
        </div>
      )}
      <SessionLine model={model} known={known} readAt={readAt} busy={model.busy.value} />
      {shown && (
        <div class="facts">
          <Button variant="link" expanded={model.picking.value} onClick={model.togglePicker}>
            {shown.kind === 'build' ? 'Choose another build' : 'Choose a build'}
          </Button>
          {model.picked.value && (
            <Button variant="link" onClick={model.unpick}>
              Back to what the page shows
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function titleOf(shown: Shown | undefined): string {
  if (!shown) return 'No build selected';
  if (shown.kind === 'list') return 'Latest builds';
  // A pipeline has its name at the end of its ARN.
  if (shown.kind === 'pipeline') return shown.arn.slice(shown.arn.lastIndexOf('/') + 1);
  return labelOfBuild(shown.arn);
}
