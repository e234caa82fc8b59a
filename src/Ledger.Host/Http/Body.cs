// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Ledger.Host.Http;

/// <summary>A JSON body of an endpoint, read strictly; the OpenAPI document shows it as <typeparamref name="T"/>.</summary>
public sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        RequestBody.RequireType(context.Request, MediaTypeNames.Application.Json);
        var bytes = await RequestBody.ReadAsync(context);
        return new Body<T>(RequestBody.Parse<T>(bytes.Span));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypeNames.Application.Json], typeof(T)));
}
