// Protected persons and sponsored family, each from its information page to the receipt.

import { applyFor } from '../lib/apply-program.js';

applyFor('protected-person', {
  page: ['live-in-canada/refugees-and-protected-persons', 'vivre-au-canada/refugies-et-personnes-protegees'],
  says: [['Sofía', 'Sofía'], ['Yes, and is outside Canada', 'Oui, et elle est à l’extérieur du Canada']],
});

applyFor('sponsor-spouse', {
  page: ['live-in-canada/sponsor-your-spouse', 'vivre-au-canada/parrainer-son-epoux'],
  says: [['MacKinnon', 'MacKinnon'], ['Yes, we have talked about it', 'Oui, nous en avons parlé']],
});

applyFor('sponsor-child', {
  page: ['live-in-canada/sponsor-your-child', 'vivre-au-canada/parrainer-son-enfant'],
  says: [['Isla', 'Isla'], ['Both parents', 'Les deux parents']],
});
