// SPDX-License-Identifier: Apache-2.0

var app = WebApplication.CreateBuilder(args).Build();
await app.RunAsync();
