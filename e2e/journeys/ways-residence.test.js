// Protected persons and sponsored family, each from its information page and the finder to the receipt.

import { applyFor } from '../lib/apply-program.js';

const abroad = { status: 'abroad', age: '30', worked: 'no', 'sponsor.none': true, refugee: 'no', 'trouble.none': true };

applyFor('protected-person', {
  page: ['live-in-canada/refugees-and-protected-persons', 'vivre-au-canada/refugies-et-personnes-protegees'],
  finder: {
    answers: { ...abroad, status: 'protected', 'marital-status': 'married', 'family.none': true },
    way: ['Protected person in Canada', 'Personne protégée au Canada'],
  },
  says: [['Sofía', 'Sofía'], ['Yes, and is outside Canada', 'Oui, et elle est à l’extérieur du Canada']],
});

applyFor('sponsor-spouse', {
  page: ['live-in-canada/sponsor-your-spouse', 'vivre-au-canada/parrainer-son-epoux'],
  finder: {
    answers: { ...abroad, 'marital-status': 'married', 'family.partner': true },
    way: ['Sponsored spouse or partner', 'Époux ou partenaire parrainé'],
  },
  says: [['MacKinnon', 'MacKinnon'], ['Yes, we have talked about it', 'Oui, nous en avons parlé']],
  signer: { signer: 'sponsor', name: 'Ewan MacKinnon', sees: ['Barrington'] },
});

applyFor('sponsor-child', {
  page: ['live-in-canada/sponsor-your-child', 'vivre-au-canada/parrainer-son-enfant'],
  finder: {
    answers: { ...abroad, age: '19', 'marital-status': 'single', 'family.parent': true },
    way: ['Sponsored dependent child', 'Enfant à charge parrainé'],
  },
  says: [['Isla', 'Isla'], ['Both parents', 'Les deux parents']],
});
