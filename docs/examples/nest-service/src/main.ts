import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { TasksModule } from './tasks.module.js';

const { BPCC_TENANT_URL = '', BPCC_CLIENT_ID = '', BPCC_CLIENT_SECRET = '', PORT = '3000' } = process.env;
const app = await NestFactory.create(
  TasksModule.with({
    tenantUrl: BPCC_TENANT_URL,
    clientId: BPCC_CLIENT_ID,
    clientSecret: BPCC_CLIENT_SECRET,
  }),
);
await app.listen(PORT);
