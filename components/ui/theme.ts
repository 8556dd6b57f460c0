import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one colour of what can be pressed and what is selected. */
const water: MantineColorsTuple = [
  '#e8f2fb',
  '#d0e3f5',
  '#a2c7ea',
  '#70a9df',
  '#4790d5',
  '#2c80cf',
  '#1b70bd',
  '#0b5cad',
  '#004f9c',
  '#00448a',
];

const small = { defaultProps: { size: 'xs' } } as const;
const quick = { transitionProps: { duration: 80 } };

/**
 * What lies over the page. Only the page within its frame scrolls, so there is no scrolling of the document to lock; a
 * dialog's header is not the page's.
 */
const over = { lockScroll: false, attributes: { header: { role: 'none' } }, ...quick };

/**
 * Dense and calm: 13 px text, small controls, hairlines. Colours that carry meaning are in app/weir.css. Components are
 * named here, not imported, so that a page loads only those that it shows.
 */
export const theme = createTheme({
  primaryColor: 'water',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { water },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '18px' }, h2: { fontSize: '14px' }, h3: { fontSize: '13px' } },
  },
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    Button: small,
    Checkbox: small,
    Menu: { defaultProps: { shadow: 'md', ...quick } },
    Drawer: { defaultProps: over },
    Modal: { defaultProps: { centered: true, ...over } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    NumberInput: small,
    PasswordInput: small,
    Popover: { defaultProps: { shadow: 'md', withinPortal: true, ...quick } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 80 } },
    Select: small,
    Switch: small,
    Table: { defaultProps: { verticalSpacing: 4, horizontalSpacing: 10 } },
    Textarea: small,
    TextInput: small,
    Tooltip: {
      defaultProps: { openDelay: 400, withArrow: false, multiline: true, maw: 360, fz: 12, ...quick },
    },
  },
});
