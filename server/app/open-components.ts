import type { ComponentsDesk } from '../components/component-routes.ts';
import { INSTALLATION, isInstalled } from '../components/own-release.ts';
import { type ComponentsWatch, watchComponents } from '../components/watch-components.ts';
import { advisoriesFolder, releasesFolder } from '../config/config.ts';
import type { RoomContext } from '../context/room-context.ts';
import { repositoryIn } from '../releases/repository.ts';
import type { Foundation } from './foundation.ts';

export interface Components {
  readonly desk: Omit<ComponentsDesk, 'knex'>;
  start(): void;
}

export function openComponents({ config, opened }: Foundation, context: RoomContext): Components {
  const folder = advisoriesFolder(config);
  let watch: ComponentsWatch | undefined;
  return {
    desk: {
      folder,
      own: () => watch?.own() ?? { isInstalled: isInstalled(INSTALLATION), comparedAt: undefined, differences: [] },
    },
    start() {
      const repository = repositoryIn(releasesFolder(config));
      const started = watchComponents(context, { repository, folder, home: INSTALLATION });
      watch = started;
      opened.push(() => started.close());
    },
  };
}
