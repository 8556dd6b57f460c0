import { seeded } from './random.ts';

export type SampleRule = { id: string; name: string; group: string; severity: string; paranoia: number; late: boolean };

const kinds: [group: string, severity: string, names: string[]][] = [
  [
    'SQL injection',
    'critical',
    [
      'SQLi: tautology in argument',
      'SQLi: UNION SELECT',
      'SQLi: comment sequence',
      'SQLi: stacked query',
      'SQLi: time delay',
      'SQLi: hex encoding',
    ],
  ],
  [
    'Cross-site scripting',
    'critical',
    [
      'XSS: script tag',
      'XSS: event handler',
      'XSS: javascript URI',
      'XSS: SVG payload',
      'XSS: template injection',
      'XSS: encoded angle bracket',
    ],
  ],
  [
    'Remote code execution',
    'critical',
    [
      'RCE: shell command',
      'RCE: Log4j lookup',
      'RCE: deserialisation',
      'RCE: expression language',
      'RCE: Windows command',
      'RCE: back-tick substitution',
    ],
  ],
  [
    'File inclusion',
    'error',
    [
      'LFI: path traversal',
      'LFI: /etc/passwd',
      'LFI: encoded traversal',
      'RFI: remote URL',
      'RFI: data URI',
      'LFI: Windows path',
    ],
  ],
  [
    'PHP',
    'error',
    [
      'PHP: high-risk function',
      'PHP: open tag',
      'PHP: wrapper scheme',
      'PHP: variable access',
      'PHP: object injection',
      'PHP: configuration directive',
    ],
  ],
  [
    'Protocol',
    'warning',
    [
      'Protocol: missing Host',
      'Protocol: invalid encoding',
      'Protocol: oversized header',
      'Protocol: method not allowed',
      'Protocol: range abuse',
      'Protocol: smuggling pattern',
    ],
  ],
  [
    'Scanner',
    'warning',
    [
      'Scanner: known user agent',
      'Scanner: probe for secrets',
      'Scanner: version probe',
      'Scanner: admin panels',
      'Scanner: backup files',
      'Scanner: empty user agent',
    ],
  ],
  [
    'Bot',
    'notice',
    [
      'Bot: headless browser',
      'Bot: scraping rate',
      'Bot: forged crawler',
      'Bot: automation header',
      'Bot: missing cookies',
      'Bot: token replay',
    ],
  ],
  [
    'WordPress',
    'warning',
    [
      'WordPress: login flood',
      'WordPress: XML-RPC',
      'WordPress: plugin exploit',
      'WordPress: user listing',
      'WordPress: upload',
      'WordPress: REST users',
    ],
  ],
  [
    'Late arrivals',
    'critical',
    ['CVE watch: file transfer exploit', 'CVE watch: VPN exploit', 'CVE watch: mail gateway exploit'],
  ],
];

const random = seeded(7);

/** The rules of the sample; those that are `late` fire only in the last hours. */
export const rules: readonly SampleRule[] = kinds.flatMap(([group, severity, names]) =>
  names.map((name, index) => ({
    id: Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join(''),
    name,
    group,
    severity,
    paranoia: 1 + (index % 4),
    late: group === 'Late arrivals',
  })),
);
