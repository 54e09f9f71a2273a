package io.tracelake.sandbox.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A language model and its list prices in pico-dollars (1e-12 USD) a token, so that costs are exact.
 *
 * @param id the service's own id of the model, absent for a model without known prices
 */
public record Model(String name, @Nullable String id, long inputPrice, long outputPrice) {
    /** The models in use; the first ones are drawn most often. */
    static final List<Model> CATALOGUE = List.of(
            new Model("gpt-4o-mini", "clrntjt89000908jwhvkz5crm", 150_000, 600_000),
            new Model("gpt-4o", "clrntjt89000108jwcou1af71", 2_500_000, 10_000_000),
            new Model("claude-sonnet-4-20250514", "c5qmrqolku82tra3vgdixmys", 3_000_000, 15_000_000),
            new Model("claude-3-5-haiku-20241022", "cm34aq60d000207ml0j1h31ar", 800_000, 4_000_000),
            new Model("gemini-2.5-flash", "cm6l8jfgh0000tymz52sh0ql1", 300_000, 2_500_000),
            new Model("gpt-3.5-turbo", "clruwnahl00050al796ck3p44", 500_000, 1_500_000),
            new Model("house-llama-3.1-8b", null, 0, 0));

    static Model draw(Draws draws) {
        return CATALOGUE.get(Math.min(draws.below(CATALOGUE.size()), draws.below(CATALOGUE.size())));
    }

    public boolean isPriced() {
        return id != null;
    }
}
