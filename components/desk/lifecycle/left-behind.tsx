import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import { hashOf, type DeskRoute } from '../../../lib/desk/route';
import { scopeKey, type Scope } from '../../../lib/scope';
import { useDesk } from '../parts';
import { useBuilder } from './use-builder';

interface LeftBehindProps {
  readonly place: Scope;
  /** The name of the image builder. */
  readonly name: string;
}

/** That the job of a clone is over and has left its image builder, if it is still there. */
export function LeftBehind({ place, name }: LeftBehindProps) {
  const { dialog, go } = useDesk();
  const { loaded } = useBuilder(scopeKey(place), (client) =>
    client.call('cloning.builders', {}, { scope: place }),
  );
  if (loaded.state === 'loading') return null;
  const found =
    loaded.state === 'ready'
      ? loaded.value.find(({ builder }) => builder.name === name)
      : undefined;
  if (loaded.state === 'ready' && found?.maker?.standing !== 'left-behind') return null;
  const route: DeskRoute = { view: 'builders', scope: place };
  return (
    <Alert
      type="warning"
      header={
        found
          ? `The image builder ${name} (${place.region}) is left behind. It is ${found.builder.state}.`
          : `The image builder ${name} (${place.region}) may be left behind.`
      }
    >
      It costs by the hour while it runs, and what it stores costs until it is deleted.{' '}
      <Link
        href={hashOf(route, dialog)}
        onFollow={(event) => {
          event.preventDefault();
          go(route);
        }}
      >
        Show the image builders
      </Link>
    </Alert>
  );
}
