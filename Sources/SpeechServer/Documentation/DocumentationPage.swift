/// The OpenAPI document as a page that needs nothing but this server.
struct DocumentationPage {
    let document: OpenAPIDocument

    var html: HTML {
        let info = document.json.at("info")
        let title = info?.at("title")?.words ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>\(title) · API</title>
              <link rel="icon" href="/app/icon.svg" type="image/svg+xml">
              <script src="/app/theme-early.js"></script>
              <link rel="stylesheet" href="/app/tokens.css">
              <link rel="stylesheet" href="/app/base.css">
              <link rel="stylesheet" href="/app/docs.css">
            </head>
            <body>
              <a class="skip" href="#content">Skip to the content</a>
              <div class="docs">
                <nav class="docs-contents" aria-label="Contents">
                  <a class="docs-home" href="/">\(title)</a>
                  <p class="docs-version">API \(info?.at("version")?.words ?? "")</p>
                  \(tags.map(contents))
                  <p class="docs-group">Values</p>
                  <ul>\(schemas.map { Self.link("schema-" + $0.name, $0.name) })</ul>
                </nav>
                <main id="content" tabindex="-1">
                  <h1>\(title)’s API</h1>
                  <p class="docs-lead">\(.prose(info?.at("description")?.words ?? ""))</p>
                  <p>The same for programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI
                    \(document.json.at("openapi")?.words ?? "")). \(keys)</p>
                  \(tags.map(section))
                  <h2 id="values">Values</h2>
                  \(schemas.map { schema($0.name, $0.json) })
                </main>
              </div>
            </body>
            </html>

            """
    }

    private var keys: HTML {
        let needsKey = document.json.at("security")?.entries.contains(.object([:])) == false
        return needsKey
            ? """
            This server needs a key: <code>Authorization: Bearer KEY</code>, or
            <code>X-Api-Key: KEY</code>.
            """ : "This server needs no key."
    }

    // MARK: Parts

    private typealias Schema = (name: String, json: JSON)

    private var schemas: [Schema] {
        (document.json.at("components")?.at("schemas")?.members ?? [:])
            .map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    private var tags: [JSON] { document.json.at("tags")?.entries ?? [] }

    private func operations(of tag: JSON) -> [OpenAPIDocument.Operation] {
        document.operations.filter {
            guard let name = tag.at("name") else { return false }
            return $0.json.at("tags")?.entries.contains(name) ?? false
        }
    }

    private func contents(_ tag: JSON) -> HTML {
        """
        <p class="docs-group">\(tag.at("name")?.words ?? "")</p>
        <ul>\(operations(of: tag).map { Self.link(Self.anchor($0), $0.path) })</ul>
        """
    }

    private func section(_ tag: JSON) -> HTML {
        """
        <h2>\(tag.at("name")?.words ?? "")</h2>
        <p>\(.prose(tag.at("description")?.words ?? ""))</p>
        \(operations(of: tag).map(operation))
        """
    }

    private func operation(_ operation: OpenAPIDocument.Operation) -> HTML {
        let json = operation.json
        let body = json.at("requestBody")?.at("content")?.members.first?.value.at("schema")
        let bodyFields: HTML =
            body.map { "<h4>Body</h4>\(fields(document.resolved($0)))" } ?? ""
        let description: HTML =
            json.at("description")?.words.map { "<p>\(.prose($0))</p>" } ?? ""
        return """
            <section class="panel docs-operation" id="\(Self.anchor(operation))">
              <h3><span class="docs-method">\(operation.method.uppercased())</span>
                <code>\(operation.path)</code></h3>
              <p>\(.prose(json.at("summary")?.words ?? "")).</p>
              \(description)
              \(parameters(json))
              \(bodyFields)
              <h4>Answers</h4>
              <dl class="docs-answers">\(answers(json))</dl>
            </section>
            """
    }

    private func parameters(_ json: JSON) -> HTML {
        let parameters = json.at("parameters")?.entries.map(document.resolved) ?? []
        guard !parameters.isEmpty else { return "" }
        let rows = parameters.map { parameter in
            field(
                parameter.at("name")?.words ?? "", described(parameter),
                isRequired: parameter.at("required") == .flag(true))
        }
        return """
            <h4>Parameters</h4>
            <dl class="docs-fields">\(rows)</dl>
            """
    }

    /// A parameter's schema with its description.
    private func described(_ parameter: JSON) -> JSON {
        let schema = document.resolved(parameter.at("schema") ?? .object([:]))
        guard let description = parameter.at("description") else { return schema }
        return schema.setting(["description"], to: description)
    }

    private func answers(_ json: JSON) -> [HTML] {
        (json.at("responses")?.members ?? [:]).sorted { $0.key < $1.key }.map { status, answer in
            let answer = document.resolved(answer)
            let types = (answer.at("content")?.members ?? [:]).sorted { $0.key < $1.key }
            let shown = types.map { type, content -> HTML in
                guard let schema = content.at("schema"), let name = Self.name(of: schema) else {
                    return " <code>\(type)</code>"
                }
                return " <code>\(type)</code> (\(Self.reference(name)))"
            }
            return """
                <dt><code>\(status)</code></dt>
                <dd>\(.prose(answer.at("description")?.words ?? ""))\(shown)</dd>
                """
        }
    }

    private func schema(_ name: String, _ json: JSON) -> HTML {
        """
        <section class="panel docs-operation" id="schema-\(name)">
          <h3><code>\(name)</code></h3>
          <p>\(summary(json))</p>
          \(json.at("properties") == nil ? "" : fields(json))
        </section>
        """
    }

    private func fields(_ schema: JSON) -> HTML {
        let required = Set(schema.at("required")?.entries.compactMap(\.words) ?? [])
        let properties = (schema.at("properties")?.members ?? [:]).sorted { a, b in
            let ranks = (required.contains(a.key) ? 0 : 1, required.contains(b.key) ? 0 : 1)
            return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : a.key < b.key
        }
        let rows = properties.map {
            field($0.key, $0.value, isRequired: required.contains($0.key))
        }
        return "<dl class=\"docs-fields\">\(rows)</dl>"
    }

    private func field(_ name: String, _ schema: JSON, isRequired: Bool) -> HTML {
        let mark: HTML = isRequired ? " <span class=\"docs-required\">required</span>" : ""
        return """
            <dt><code>\(name)</code>\(mark)</dt>
            <dd>\(summary(schema))</dd>
            """
    }

    /// What a value is, in a line.
    private func summary(_ value: JSON) -> HTML {
        let schema = document.resolved(value)
        var parts: [HTML] = []
        if let description = schema.at("description")?.words { parts.append(.prose(description)) }
        if let name = Self.name(of: value) { parts.append(Self.reference(name)) }
        parts.append("<span class=\"docs-type\">\(type(schema))</span>")
        return HTML(parts.enumerated().map { $0 == 0 ? $1 : " \($1)" })
    }

    private func type(_ schema: JSON) -> String {
        var words: [String] = []
        switch schema.at("type") {
        case .text(let name): words.append(name)
        case .list(let names): words.append(names.compactMap(\.words).joined(separator: " or "))
        default:
            let choices = schema.at("anyOf")?.entries.compactMap {
                document.resolved($0).at("type")
            }
            words += [(choices ?? []).compactMap(\.words).joined(separator: " or ")]
        }
        if let items = schema.at("items") {
            words.append("of " + (Self.name(of: items) ?? type(document.resolved(items))))
        }
        if let values = schema.at("enum")?.entries {
            words.append(values.compactMap(\.words).joined(separator: " | "))
        }
        if let only = schema.at("const")?.words { words.append(only) }
        let low = schema.at("minimum")?.text
        let high = schema.at("maximum")?.text
        if low != nil || high != nil { words.append((low ?? "") + " … " + (high ?? "")) }
        if let value = schema.at("default") {
            words.append("default " + (value.words ?? value.text))
        }
        return words.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func name(of schema: JSON) -> String? {
        schema.at("$ref")?.words.flatMap { $0.split(separator: "/").last.map(String.init) }
    }

    private static func reference(_ name: String) -> HTML {
        "<a href=\"#schema-\(name)\">\(name)</a>"
    }

    private static func link(_ anchor: String, _ text: String) -> HTML {
        "<li><a href=\"#\(anchor)\"><code>\(text)</code></a></li>"
    }

    private static func anchor(_ operation: OpenAPIDocument.Operation) -> String {
        operation.json.at("operationId")?.words ?? operation.method
    }
}
