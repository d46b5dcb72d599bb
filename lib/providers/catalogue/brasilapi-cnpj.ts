import type { Manifest, StepTemplate } from '../../contracts/manifest.ts';

const lookup = (number: string): StepTemplate => ({ request: { method: 'GET', path: `/${number}` }, shape: { path: 'razao_social', exists: true } });
const WRITTEN = '^[0-9]{2}[.][0-9]{3}[.][0-9]{3}/[0-9]{4}-[0-9]{2}$';
const BRAZIL = '^(br|bra|brazil|brasil)$';

export default {
  kiln: 1,
  id: 'brasilapi-cnpj',
  name: 'BrasilAPI (CNPJ, Brazil)',
  homepage: 'https://brasilapi.com.br',
  docs: 'https://brasilapi.com.br/docs#tag/CNPJ',
  baseUrl: 'https://brasilapi.com.br/api/cnpj/v1',
  auth: { kind: 'none' },
  limits: { perSecond: 1, concurrent: 1 },
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['message'],
  operations: {
    'enrich-company': {
      ways: [
        { needs: [['companyNumber']], only: { companyNumber: WRITTEN }, steps: [lookup('{companyNumber|digitsOf:14}')] },
        { needs: [['companyNumber', 'country']], only: { companyNumber: '^[0-9]{14}$', country: BRAZIL }, steps: [lookup('{companyNumber}')] },
        { needs: [['vatId']], only: { vatId: WRITTEN }, steps: [lookup('{vatId|digitsOf:14}')] },
      ],
      answer: {
        fields: {
          name: 'nome_fantasia',
          legalName: 'razao_social',
          companyNumber: { path: 'cnpj', as: ['digitsOf:14'] },
          companyStatus: 'descricao_situacao_cadastral',
          industry: 'cnae_fiscal_descricao',
          founded: { path: 'data_inicio_atividade', as: ['year'] },
          location: { parts: ['municipio', 'uf'] },
          country: { value: 'Brazil' },
          phone: { path: 'ddd_telefone_1', as: ['digits'], wrap: '+55{value}' },
          email: 'email',
        },
        wanted: ['legalName'],
      },
      notes: ['There is no search by name.'],
    },
  },
  price: { note: 'Free', charged: 'free' },
  verified: { sure: 'documented-in-use', sources: ['brasilapi.com.br/docs', 'public clients'], on: '2026-11', live: false, notes: ['No pace is published; one call a second is our own.', 'The number in the answer is read at `cnpj`, as public clients do.'] },
} satisfies Manifest;
