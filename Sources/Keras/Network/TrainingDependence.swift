/// Which layers answer otherwise when a call says `training=True`, by their entries in the configuration.
enum TrainingDependence {
    /// Whether the layer, or one inside it, drops something, adds noise, or learns statistics.
    static func changes(_ entry: JSON) -> Bool {
        if let className = entry[key: "class_name"]?.text, let type = LayerCatalogue.layer(named: className),
            type is any TrainingOnlyLayer.Type && type != ActivityRegularizationLayer.self || type == BatchNormalizationLayer.self
        {
            return true
        }
        if let elements = entry.elements { return elements.contains(where: changes) }
        return entry.object?.contains { name, value in
            ["dropout", "recurrent_dropout"].contains(name) ? value.number != 0 : changes(value)
        } ?? false
    }
}
