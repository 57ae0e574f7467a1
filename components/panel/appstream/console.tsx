import { imageInFocus, showsImages } from '../../../lib/console/focus';
import type { PanelConsole } from '../console';
import css from './appstream.css?inline';
import { ImageContent } from './content';
import { createImageModel } from './model';

/** The panel of the AppStream console. */
export const appStreamPanel: PanelConsole = {
  css,
  shows: showsImages,
  open(parts) {
    const model = createImageModel(parts);
    return {
      model,
      look({ page, hints, documents, address }) {
        const find = (known: ReadonlySet<string>) => imageInFocus(page, documents, known);
        model.look({ page, hints, find, address });
      },
      content: <ImageContent model={model} now={parts.now} />,
    };
  },
};
