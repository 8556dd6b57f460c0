import { seeded } from './random.ts';
import { rules } from './rules.ts';

const countries = ['us', 'de', 'fr', 'gb', 'nl', 'in', 'br', 'jp', 'ca', 'pl', 'es', 'it', 'se', 'cn', 'ru'];
const hosts = Array.from(
  { length: 30 },
  (_one, index) =>
    `${['www', 'shop', 'api', 'app', 'blog'][index % 5]}${index < 5 ? '' : Math.floor(index / 5)}.example.com`,
);
const colos = ['FRA', 'AMS', 'LHR', 'IAD', 'SJC', 'NRT', 'SIN', 'GRU'];
const pages = [
  '/',
  '/login',
  '/cart',
  '/search',
  '/api/v1/items',
  '/api/v1/orders',
  '/account',
  '/wp-login.php',
  '/assets/app.js',
  '/checkout',
];
const agents = Array.from(
  { length: 120 },
  (_one, index) =>
    `Mozilla/5.0 (${['Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10_15_7', 'X11; Linux x86_64', 'iPhone; CPU iPhone OS 17_1 like Mac OS X'][index % 4]}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${110 + (index % 40)}.0.0.0 Safari/537.36`,
);
const actions = ['block', 'block', 'managedchallenge', 'log', 'log', 'skip'];

export type SampleOptions = {
  seed: number;
  total: number;
  /** Epoch ms, UTC; events lie in `[from, to)`. */
  from: number;
  to: number;
  addresses: number;
};

type Sample = Record<string, unknown>;

/**
 * WAF events with a shape worth looking at, in time order, the same for the same options: a daily rhythm, and on it an
 * attack burst, a scanner, a false positive on one host, a rule that appears late, ids that no map explains, events
 * without an id, and requests that made several events.
 */
export function* sampleEvents(options: SampleOptions): Generator<Sample> {
  const random = seeded(options.seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const address = () => {
    const number = Math.floor(random() ** 2 * options.addresses);
    return `198.${18 + Math.floor(number / 65536)}.${Math.floor(number / 256) % 256}.${number % 256}`;
  };
  const length = options.to - options.from;
  const known = rules.filter(({ late }) => !late);
  const late = rules.filter((rule) => rule.late);
  let ray = '';
  let left = 0;
  let request: Sample = {};
  for (let index = 0; index < options.total; index++) {
    const share = index / options.total;
    const wave = share + Math.sin(share * Math.PI * 2) / (Math.PI * 4);
    const time = options.from + Math.floor(wave * length);
    if (left > 0) left -= 1;
    else {
      ray = hex(8) + hex(8);
      left = random() < 0.08 ? 1 + Math.floor(random() * 3) : 0;
      const country = Math.floor(random() ** 1.7 * countries.length);
      const asn = Math.floor(random() ** 2 * 200);
      request = {
        ClientASN: 64500 + asn,
        ClientASNDescription: `EXAMPLE-NET-${asn}`,
        ClientCountry: countries[country],
        ClientIP: address(),
        ClientIPClass: random() < 0.05 ? 'searchEngine' : 'noRecord',
        ClientRequestHost: hosts[Math.floor(random() ** 1.5 * hosts.length)],
        ClientRequestMethod: random() < 0.7 ? 'GET' : 'POST',
        ClientRequestPath: pick(pages),
        ClientRequestQuery: random() < 0.4 ? `?q=${hex(6)}` : '',
        ClientRequestUserAgent: pick(agents),
      };
    }
    const chance = random();
    let rule = known[Math.floor(random() ** 2.2 * known.length)] as (typeof rules)[number];
    let action = pick(actions);
    let more: Sample = {};
    if (share > 0.55 && share < 0.6 && chance < 0.7) {
      rule = rules[0] as (typeof rules)[number];
      action = 'block';
      more = {
        ClientASN: 64666,
        ClientASNDescription: 'BURST-HOSTING',
        ClientCountry: 'ru',
        ClientRequestHost: 'shop.example.com',
        ClientRequestPath: '/api/v1/items',
        ClientRequestQuery: `?id=${hex(4)}%27%20OR%201=1--`,
      };
    } else if (chance < 0.05) {
      rule = rules.find(({ group }) => group === 'Scanner') as (typeof rules)[number];
      action = 'managedchallenge';
      more = {
        ClientASN: 64777,
        ClientASNDescription: 'SCAN-CLOUD',
        ClientIP: '203.0.113.77',
        ClientRequestPath: `/${hex(4)}/.env`,
        ClientRequestUserAgent: 'zgrab/0.x',
      };
    } else if (chance < 0.13) {
      rule = rules.find(({ name }) => name.startsWith('PHP: high-risk')) as (typeof rules)[number];
      action = 'log';
      more = {
        ClientRequestHost: 'blog.example.com',
        ClientRequestPath: '/editor/preview',
        ClientRequestMethod: 'POST',
      };
    } else if (chance < 0.15 && share > 0.85) rule = pick(late);
    const id =
      chance > 0.985
        ? ''
        : chance > 0.955
          ? `a0${(Math.floor(chance * 10_000) % 5).toString(16)}f51de9c4b47a1bb0b3f2d1c0e9a8f`
          : rule.id;
    yield {
      Action: action,
      ...request,
      ...more,
      ClientRequestProtocol: 'HTTP/2',
      ClientRequestScheme: 'https',
      ClientRefererHost: '',
      ClientRefererPath: '',
      ClientRefererQuery: '',
      ClientRefererScheme: '',
      Datetime: new Date(time).toISOString().replace('.000Z', 'Z'),
      Description: id === rule.id ? rule.name : '',
      EdgeColoCode: pick(colos),
      EdgeResponseStatus: action === 'block' ? 403 : action === 'managedchallenge' ? 503 : 200,
      Kind: 'firewall',
      MatchIndex: left,
      Metadata: id === '' ? {} : { ruleset_version: '42', kind: 'firewall', type: 'customer' },
      OriginResponseStatus: action === 'log' ? 200 : 0,
      OriginatorRayID: '00',
      RayID: ray,
      Ref: '',
      RuleID: id,
      Source: id === '' ? 'l7ddos' : 'firewallmanaged',
      ZoneName: 'example.com',
    };
  }
}
