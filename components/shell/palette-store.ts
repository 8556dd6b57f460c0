import { createSpotlight } from '@mantine/spotlight';

const [store, actions] = createSpotlight();

export const paletteStore = store;
export const openPalette = (): void => actions.open();
